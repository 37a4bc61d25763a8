package dev.sst.jpa;

import dev.sst.spi.AccessTokens;

/** Hashes of access tokens on PostgreSQL. */
final class JpaAccessTokens implements AccessTokens {
    private static final String ANY = "select exists (select from {h-schema}access_token)";

    private static final String KNOWN = "select exists (select from {h-schema}access_token where hash = :hash)";

    private static final String PUT = """
            insert into {h-schema}access_token (name, hash) values (:name, :hash)
            on conflict (name) do update set hash = excluded.hash, created_at = excluded.created_at
            """;

    private final Transactions transactions;

    JpaAccessTokens(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean any() {
        return transactions.call(
                session -> session.createNativeQuery(ANY, Boolean.class).getSingleResult());
    }

    @Override
    public boolean known(String hash) {
        return transactions.call(session -> session.createNativeQuery(KNOWN, Boolean.class)
                .setParameter("hash", hash)
                .getSingleResult());
    }

    @Override
    public void put(String name, String hash) {
        transactions.call(session -> session.createNativeMutationQuery(PUT)
                .setParameter("name", EscapedText.escape(name))
                .setParameter("hash", hash)
                .executeUpdate());
    }
}
