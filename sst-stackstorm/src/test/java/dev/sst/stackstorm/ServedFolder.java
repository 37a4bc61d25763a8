package dev.sst.stackstorm;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.transport.TagOpt;

/** A folder behind a web server on the loopback that knows nothing of git. Thread-safe. */
final class ServedFolder implements AutoCloseable {

    private final Path folder;
    private final HttpServer server;

    private ServedFolder(Path folder, HttpServer server) {
        this.folder = folder;
        this.server = server;
    }

    static ServedFolder of(Path folder) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var served = new ServedFolder(folder, server);
            server.createContext("/", served::answer);
            server.start();
            return served;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    GitSettings settings() {
        return new GitSettings(
                folder, URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        Path file =
                folder.resolve(exchange.getRequestURI().getPath().substring(1)).normalize();
        try (exchange) {
            if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] content = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }

    /**
     * What a clone of that address holds, by path.
     *
     * @param source as {@code packs.install} takes it, with {@code =} and a version, a tag without its {@code v} or a commit
     */
    static Map<String, String> cloned(String source) {
        String[] parts = source.split("=");
        try {
            Path work = Files.createTempDirectory("sst-clone");
            try (Git git = Git.init().setDirectory(work.toFile()).call()) {
                fetched(git, parts[0]);
                boolean tag = git.getRepository().findRef("refs/tags/v" + parts[1]) != null;
                git.checkout()
                        .setName(tag ? "refs/tags/v" + parts[1] : parts[1])
                        .call();
                return files(work);
            } finally {
                deleted(work);
            }
        } catch (GitAPIException e) {
            throw new IllegalStateException("cannot be cloned: " + source, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A clone in two steps: git would tidy up in the background, and come upon a folder that is gone. */
    private static void fetched(Git git, String address) throws IOException, GitAPIException {
        StoredConfig config = git.getRepository().getConfig();
        config.setInt("gc", null, "auto", 0);
        config.save();
        git.fetch()
                .setRemote(address)
                .setRefSpecs("+refs/heads/*:refs/remotes/origin/*")
                .setTagOpt(TagOpt.FETCH_TAGS)
                .call();
    }

    private static SortedMap<String, String> files(Path work) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(work)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = work.relativize(path).toString();
                if (!name.startsWith(".git/")) {
                    files.put(name, Files.readString(path));
                }
            }
        }
        return files;
    }

    private static void deleted(Path work) throws IOException {
        try (Stream<Path> paths = Files.walk(work)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
