package dev.sst.harness;

import dev.sst.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What the test's process may use, as resource limits of the operating system; {@code null} leaves it unlimited.
 *
 * @param cpuSeconds processor time of each process
 * @param memoryBytes address space of each process
 * @param processes of the user the test runs as; the system does not limit the superuser
 * @param fileBytes the longest file that can be written
 */
public record Limits(
        @Nullable Long cpuSeconds,
        @Nullable Long memoryBytes,
        @Nullable Integer processes,
        @Nullable Long fileBytes) {
    /** No limits. */
    public static final Limits NONE = new Limits(null, null, null, null);

    JsonObject toJson() {
        var json = JsonObject.builder();
        if (cpuSeconds != null) {
            json.put("cpu", cpuSeconds);
        }
        if (memoryBytes != null) {
            json.put("memory", memoryBytes);
        }
        if (processes != null) {
            json.put("processes", processes);
        }
        if (fileBytes != null) {
            json.put("file", fileBytes);
        }
        return json.build();
    }
}
