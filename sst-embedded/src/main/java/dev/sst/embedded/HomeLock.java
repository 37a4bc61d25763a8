package dev.sst.embedded;

import dev.sst.ConflictException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second engine out of a home folder. The system lets go of it when this process ends, however it ends. */
final class HomeLock implements AutoCloseable {
    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws ConflictException when another engine, in this process or another, has the folder open */
    static HomeLock take(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new HomeLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw heldElsewhere(file);
        }
        channel.close();
        throw heldElsewhere(file);
    }

    private static ConflictException heldElsewhere(Path file) {
        return new ConflictException(
                ConflictException.Reason.HELD_ELSEWHERE,
                "another engine has " + file.getParent() + " open: stop it, or give this one a home of its own");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
