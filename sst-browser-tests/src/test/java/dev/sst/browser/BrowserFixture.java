package dev.sst.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.sst.testkit.server.ServerProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts the browser and the servers when a test first asks for them, and ends them after the last. */
final class BrowserFixture implements ParameterResolver, AfterTestExecutionCallback {
    private static final Namespace OURS = Namespace.create(BrowserFixture.class);
    private static final double PATIENCE_MILLIS = 20_000;

    /** Where pictures and other findings are put. */
    static final Path OUTPUT = Path.of(System.getProperty("sst.browser.output", "target/browser"));

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return List.of(ServerProcess.class, Visitors.class, Visitor.class)
                .contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> wanted = parameter.getParameter().getType();
        if (wanted == ServerProcess.class) {
            return server(test);
        }
        return wanted == Visitors.class ? visitors(test) : visitors(test).arrive(Look.LIGHT);
    }

    private static Visitors visitors(ExtensionContext test) {
        return test.getStore(OURS)
                .computeIfAbsent(
                        Visitors.class, key -> new Visitors(chromium(test).browser(), server(test)), Visitors.class);
    }

    private static ServerProcess server(ExtensionContext test) {
        ExtensionContext scope = scope(test);
        // A store also finds what its parents' stores hold: the name of the scope keeps a server of its own apart.
        return scope.getStore(OURS)
                .computeIfAbsent(
                        "server of " + scope.getUniqueId(), key -> PackagedServer.start(), PackagedServer.class)
                .process();
    }

    /** How long the server lives: as long as the test or class that wants one of its own, or as all tests. */
    private static ExtensionContext scope(ExtensionContext test) {
        return AnnotationSupport.isAnnotated(test.getElement(), FreshServer.class)
                ? test
                : test.getParent().map(BrowserFixture::scope).orElse(test);
    }

    private static Chromium chromium(ExtensionContext test) {
        return test.getRoot()
                .getStore(OURS)
                .computeIfAbsent(
                        Chromium.class,
                        key -> {
                            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
                            return Chromium.start();
                        },
                        Chromium.class);
    }

    @Override
    public void afterTestExecution(ExtensionContext test) {
        Visitors visitors = test.getStore(OURS).get(Visitors.class, Visitors.class);
        if (visitors == null) {
            return;
        }
        List<String> complaints = visitors.complaints();
        if (test.getExecutionException().isPresent() || !complaints.isEmpty()) {
            String name = test.getRequiredTestClass().getSimpleName() + "-" + test.getDisplayName();
            visitors.leaveEvidence(OUTPUT.resolve("failures"), name.replaceAll("[^A-Za-z0-9.-]+", "_"));
        }
        assertThat(complaints).as("what went wrong behind the page").isEmpty();
    }
}
