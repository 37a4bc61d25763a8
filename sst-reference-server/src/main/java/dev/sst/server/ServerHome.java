package dev.sst.server;

import dev.sst.ConflictException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The server's folder ({@code SST_HOME}), readable by its owner alone, and the lock that keeps a second server out of it.
 * The system gives the lock free when the process ends, however it ends.
 */
final class ServerHome implements AutoCloseable {
    private final Path folder;
    private final FileChannel lock;

    private ServerHome(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes the folder if need be and locks it.
     *
     * @throws ConflictException HELD_ELSEWHERE when another server has it
     */
    static ServerHome take(Path home) {
        try {
            Path folder = privateFolder(home.toAbsolutePath().normalize());
            FileChannel channel = FileChannel.open(
                    folder.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new ConflictException(
                        ConflictException.Reason.HELD_ELSEWHERE,
                        "another server runs in " + folder
                                + ": stop it first, or give this one a folder of its own in SST_HOME");
            }
            return new ServerHome(folder, channel);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + home + " (SST_HOME) cannot be used", e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static Path privateFolder(Path folder) throws IOException {
        @Nullable Path parent = folder.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return folder;
    }

    /** A folder in it; made if need be. */
    Path folder(String name) {
        try {
            return privateFolder(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + name + " in SST_HOME cannot be made", e);
        }
    }

    /** Where the administrator token is kept for the local launcher. */
    Path tokenFile() {
        return folder.resolve("token");
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the lock of SST_HOME could not be given back", e);
        }
    }
}
