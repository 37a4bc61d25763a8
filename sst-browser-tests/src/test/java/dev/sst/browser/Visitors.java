package dev.sst.browser;

import com.microsoft.playwright.Browser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Who comes to a server during one test. They leave when it ends. One thread. */
final class Visitors implements AutoCloseable {
    private final Browser browser;
    private final ServerUnderTest server;
    private final List<Visitor> here = new ArrayList<>();

    Visitors(Browser browser, ServerUnderTest server) {
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
        server.keepLog(folder.resolve(name + ".log"));
    }

    @Override
    public void close() {
        here.forEach(Visitor::close);
    }
}
