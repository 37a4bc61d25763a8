package dev.sst.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import dev.sst.testkit.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Somebody with a browser of their own (its own cookies and storage) and one page, which they know by the words on it and their
 * roles. One thread.
 */
final class Visitor implements AutoCloseable {
    private final ServerProcess server;
    private final Look look;
    private final BrowserContext context;
    private final Page page;
    private final Complaints complaints;

    private Visitor(ServerProcess server, Look look, BrowserContext context) {
        this.server = server;
        this.look = look;
        this.context = context;
        this.page = context.newPage();
        this.complaints = new Complaints(page);
    }

    /** Somebody who is not signed in, and has not opened a page. */
    static Visitor stranger(Browser browser, ServerProcess server, Look look) {
        return new Visitor(
                server,
                look,
                browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(look.width(), look.height())
                        .setColorScheme(look.colours())
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setLocale("en-GB")
                        .setTimezoneId("UTC")
                        .setPermissions(List.of("clipboard-read", "clipboard-write"))));
    }

    /** Comes in by a link that works once, and sees the overview. */
    Visitor signIn() {
        page.navigate(server.signInLink());
        sees("Overview");
        return this;
    }

    /** Goes to the address below the server's, for example {@code /ui/tests}. */
    void open(String path) {
        page.navigate(server.address(path));
        assertThat(page.locator("h1")).isVisible();
    }

    /** Waits until the page's one heading says this. */
    void sees(String heading) {
        assertThat(page.locator("h1")).hasText(heading);
    }

    Page page() {
        return page;
    }

    Look look() {
        return look;
    }

    Complaints complaints() {
        return complaints;
    }

    /** By role and exact accessible name. */
    Locator the(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator button(String name) {
        return the(AriaRole.BUTTON, name);
    }

    /** The button of that name in a part of the page. */
    static Locator button(Locator part, String name) {
        return part.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator.GetByRoleOptions exactly(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    static Locator.GetByRoleOptions containing(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    static Page.GetByRoleOptions pageContaining(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    Locator link(String name) {
        return the(AriaRole.LINK, name);
    }

    Locator dialog(String name) {
        return the(AriaRole.DIALOG, name);
    }

    /** The field with that label. */
    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** The editor of code with that label. */
    Locator code(String label) {
        return the(AriaRole.TEXTBOX, label);
    }

    /** A place in the navigation. */
    Locator place(String name) {
        return the(AriaRole.NAVIGATION, "Pages").getByRole(AriaRole.LINK, containing(name));
    }

    /** What the page is about, without what stands around every page. */
    Locator main() {
        return page.getByRole(AriaRole.MAIN);
    }

    /** Exactly these words. */
    Locator text(String words) {
        return page.getByText(words, new Page.GetByTextOptions().setExact(true)).first();
    }

    /** A message that comes and goes. */
    Locator message(String words) {
        return the(AriaRole.REGION, "Messages").getByText(words);
    }

    /** What calls for attention, with these words in it. */
    Locator alert(String words) {
        return page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText(words));
    }

    /** A picture of the whole page; of the window while a dialog is open. */
    void picture(Path file) {
        boolean dialog = page.locator("dialog[open]").count() > 0;
        int height = (Integer) page.evaluate("() => document.documentElement.scrollHeight");
        if (!dialog) {
            // What is made only where it can be seen, lines of code for example, has to be in the window.
            page.setViewportSize(look.width(), Math.max(height, look.height()));
            page.evaluate(
                    "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn))))");
        }
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        page.setViewportSize(look.width(), look.height());
    }

    /** Leaves behind what there was to see, for whoever looks into a failure. */
    void leaveEvidence(Path folder, String name) {
        try {
            Files.createDirectories(folder);
            picture(folder.resolve(name + ".png"));
            Files.writeString(
                    folder.resolve(name + ".txt"),
                    page.url() + "\n\n" + page.locator("body").ariaSnapshot() + "\n\n"
                            + String.join("\n", complaints.unexpected()) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
