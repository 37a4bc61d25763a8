package dev.sst.stackstorm;

import dev.sst.EngineRejectedException;
import dev.sst.EngineUnavailableException;
import java.time.InstantSource;
import java.util.Optional;

/** Who we are at StackStorm. Thread-safe; never prints a secret. */
interface Credentials {

    /** A header that says who we are. */
    record Header(String name, String value) {

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * The header for the next request; empty without credentials, for a StackStorm whose authentication is off.
     *
     * @throws EngineUnavailableException when a login was needed and nobody answered
     * @throws EngineRejectedException when a login was needed and refused
     */
    Optional<Header> header();

    /** What StackStorm just refused is not to be used again. Returns whether {@link #header()} may give something better. */
    boolean refused(Header header);

    /** Without credentials. */
    Credentials NONE = new Credentials() {
        @Override
        public Optional<Header> header() {
            return Optional.empty();
        }

        @Override
        public boolean refused(Header header) {
            return false;
        }
    };

    /** Those of the settings. A key is used alone: of two credentials StackStorm takes one and refuses for it. */
    static Credentials of(StackStormSettings settings, Transport transport, InstantSource clock) {
        String key = settings.apiKey();
        String user = settings.user();
        String password = settings.password();
        if (key != null) {
            return apiKey(key);
        }
        return user != null && password != null ? new PasswordLogin(transport, clock, user, password) : NONE;
    }

    /** With an API key, which never expires: a refusal is final. */
    static Credentials apiKey(String key) {
        var header = new Header("St2-Api-Key", key);
        return new Credentials() {
            @Override
            public Optional<Header> header() {
                return Optional.of(header);
            }

            @Override
            public boolean refused(Header refused) {
                return false;
            }
        };
    }
}
