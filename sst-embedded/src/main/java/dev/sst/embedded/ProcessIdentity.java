package dev.sst.embedded;

import dev.sst.json.JsonNumber;
import dev.sst.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process, told from a later one that got the same number.
 *
 * @param pid its number
 * @param birth when it began: on Linux the boot's id and the clock tick since boot, elsewhere the time the system says
 */
record ProcessIdentity(long pid, String birth) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** Fields of {@code /proc/<pid>/stat} behind the program's name; its start is field 22 of all. */
    private static final int START_AFTER_NAME = 19;

    static ProcessIdentity of(long pid) {
        return new ProcessIdentity(pid, birthOf(pid).orElse(""));
    }

    static Optional<ProcessIdentity> read(JsonObject json) {
        return json.get("pid").orElse(null) instanceof JsonNumber pid
                ? Optional.of(new ProcessIdentity(
                        pid.value().longValue(), json.text("birth").orElse("")))
                : Optional.empty();
    }

    JsonObject toJson() {
        return JsonObject.builder().put("pid", pid).put("birth", birth).build();
    }

    /** The process, while it lives. */
    Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle ->
                        !birth.isEmpty() && birthOf(pid).filter(birth::equals).isPresent());
    }

    private static Optional<String> birthOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
            return Optional.of(Files.readString(BOOT_ID).strip() + ":" + fields[START_AFTER_NAME]);
        } catch (IOException e) {
            return ProcessHandle.of(pid)
                    .flatMap(handle -> handle.info().startInstant())
                    .map(Object::toString);
        }
    }
}
