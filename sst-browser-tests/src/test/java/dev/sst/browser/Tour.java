package dev.sst.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A walk over many pages and their states. At each stop the page is checked against axe, must fit the width of the window, and
 * may be taken a picture of. What is found is collected, so that one walk tells everything. One thread.
 */
final class Tour {
    private static final String OVERFLOW =
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth";

    private final Visitor visitor;
    private final Path pictures;
    private final List<String> findings = new ArrayList<>();

    /** @param pictures the folder for the pictures, named after stop and look */
    Tour(Visitor visitor, Path pictures) {
        this.visitor = visitor;
        this.pictures = pictures;
    }

    /** Gets there; the way has to end with waiting for what shall be looked at. */
    void stop(String name, Runnable way) {
        String here = name + " (" + visitor.look() + ")";
        try {
            way.run();
        } catch (AssertionError | RuntimeException e) {
            findings.add(here + " was not reached: " + e.getMessage());
            visitor.picture(pictures.resolve("lost").resolve(name + "-" + visitor.look() + ".png"));
            return;
        }
        for (String violation : Accessibility.violations(visitor.page())) {
            findings.add(here + " breaks " + violation);
        }
        int overflow = (Integer) visitor.page().evaluate(OVERFLOW);
        if (overflow > 0) {
            findings.add(here + " is wider than the window by " + overflow + " px");
        }
        if (!visitor.look().equals(Look.DARK_NARROW)) {
            visitor.picture(pictures.resolve(name + "-" + visitor.look() + ".png"));
        }
    }

    /** A page at its address; the whole heading must say this. */
    void page(String name, String path, String heading) {
        stop(name, () -> {
            visitor.open(path);
            visitor.sees(heading);
            settled();
        });
    }

    /** Waits until nothing more is being loaded. */
    void settled() {
        assertThat(visitor.page().locator("[aria-busy=true]")).hasCount(0);
        assertThat(visitor.page().getByText(Pattern.compile("^Loading .* …$"))).hasCount(0);
    }

    List<String> findings() {
        return List.copyOf(findings);
    }
}
