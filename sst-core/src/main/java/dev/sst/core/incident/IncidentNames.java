package dev.sst.core.incident;

import dev.sst.incident.DeliveryId;
import dev.sst.incident.Incident;
import dev.sst.incident.IncidentId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Locale;

/**
 * The names by which we and the sinks tell one incident, and one event of it, from another. All are functions of what they
 * name, without chance, so that the same decision made twice makes the same rows.
 */
final class IncidentNames {
    /** More events than any episode has, so that a later episode's numbers are above all of an earlier one's. */
    static final long EVENTS_PER_EPISODE = 1_000_000;

    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final String SORTING = "0123456789abcdefghijklmnopqrstuv";

    private IncidentNames() {}

    /** Names an episode in our register: 26 characters of {@code [0-9a-v]} that sort by the millisecond of its opening. */
    static IncidentId incident(String key, int episode, Instant openedAt) {
        var id = new StringBuilder();
        for (int shift = 45; shift >= 0; shift -= 5) {
            id.append(SORTING.charAt((int) (openedAt.toEpochMilli() >> shift & 31)));
        }
        hash(key + "\n" + episode)
                .chars()
                .limit(16)
                .forEach(letter -> id.append(SORTING.charAt(BASE32.indexOf(letter))));
        return new IncidentId(id.toString());
    }

    /** Names the incident at the sink, a new name for each episode: {@code sst-} and 52 characters of {@code [a-z2-7]}. */
    static String key(Incident incident, String sink) {
        return "sst-" + hash(incident.key() + "\n" + sink + "\n" + incident.episode());
    }

    /** Within a lane deliveries keep their order; it spans episodes, so that no opening overtakes an earlier resolution. */
    static String lane(Incident incident, String sink) {
        return incident.key() + "/" + sink;
    }

    /** The place in the lane: rising with the episode, and with the events within it. */
    static long sequence(Incident incident) {
        return incident.episode() * EVENTS_PER_EPISODE + incident.events();
    }

    /** Names the event at that sink; sorts by its place in the lane. */
    static DeliveryId id(Incident incident, String sink) {
        long sequence = sequence(incident);
        String unique = hash(key(incident, sink) + "\n" + sequence).substring(0, 40);
        return new DeliveryId(String.format(Locale.ROOT, "%016d-%s", sequence, unique));
    }

    private static String hash(String text) {
        try {
            return base32(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** RFC 4648 in lower case, without padding. */
    private static String base32(byte[] bytes) {
        var text = new StringBuilder();
        int held = 0;
        int bits = 0;
        for (byte b : bytes) {
            held = (held << 8 | (b & 0xff)) & 0xfff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32.charAt(held >> bits & 31));
            }
        }
        if (bits > 0) {
            text.append(BASE32.charAt(held << (5 - bits) & 31));
        }
        return text.toString();
    }
}
