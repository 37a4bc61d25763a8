package dev.sst.browser;

import com.microsoft.playwright.Browser;
import dev.sst.testkit.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who comes to a server during one test. They leave when it ends. One thread. */
final class Visitors implements AutoCloseable {
    private final Browser browser;
    private final ServerProcess server;
    private final List<Visitor> here = new ArrayList<>();

    Visitors(Browser browser, ServerProcess server) {
        this.browser = browser;
        this.server = server;
    }

    /** Somebody new, signed in. */
    Visitor arrive(Look look) {
        return stranger(look).signIn();
    }

    /** Somebody new who still has to sign in. */
    Visitor stranger(Look look) {
        Visitor visitor = Visitor.stranger(browser, server, look);
        here.add(visitor);
        return visitor;
    }

    List<String> complaints() {
        return here.stream()
                .flatMap(visitor -> visitor.complaints().unexpected().stream())
                .toList();
    }

    void leaveEvidence(Path folder, String name) {
        for (int each = 0; each < here.size(); each++) {
            here.get(each).leaveEvidence(folder, name + "-" + each);
        }
        try {
            Files.writeString(folder.resolve(name + ".log"), server.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        here.forEach(Visitor::close);
    }
}
