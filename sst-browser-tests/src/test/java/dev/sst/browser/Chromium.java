package dev.sst.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The browser of this machine. Nothing is downloaded: a machine without one is told what to install. One thread at a time. */
final class Chromium implements AutoCloseable {
    /** The variable that names an executable, before any that is found. */
    static final String VARIABLE = "SST_CHROMIUM";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it. */
    static Chromium start() {
        Path executable = executable(System.getenv());
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        // Chromium refuses to be root inside its own sandbox.
        boolean root = "root".equals(System.getProperty("user.name"));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setHeadless(true)
                        .setChromiumSandbox(!root));
        return new Chromium(playwright, browser);
    }

    Browser browser() {
        return browser;
    }

    /**
     * Where it is.
     *
     * @throws IllegalStateException when there is none, in words for whoever runs the tests
     */
    static Path executable(Map<String, String> variables) {
        String named = variables.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            Path path = Path.of(named);
            if (Files.isExecutable(path)) {
                return path;
            }
            throw new IllegalStateException(VARIABLE + " names " + named + ", which cannot be executed.");
        }
        List<Path> folders = Arrays.stream(variables.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
        return NAMES.stream()
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "The browser tests need a Chromium, and none of " + NAMES + " is on the PATH. Debian, Ubuntu: "
                                + "apt-get install chromium. Elsewhere: install Chromium or Chrome and name its executable in "
                                + VARIABLE + ". Without a browser, leave out -Pbrowser."));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
