package dev.sst.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.Locale;

/** Never touches the mouse: Tab reaches what has no key of its own, and what has the focus must show it. */
final class Keyboard implements Hands {
    /** More stops than any page of the journey has. */
    private static final int MOST_STOPS = 200;

    /** Whether it, or what stands around it, is outlined: around code that is the frame. */
    private static final String OUTLINED = """
            it => {
              for (let each = it; each !== null; each = each.parentElement) {
                if (["solid", "auto"].includes(getComputedStyle(each).outlineStyle)) {
                  return true;
                }
              }
              return false;
            }
            """;

    private final Visitor visitor;

    Keyboard(Visitor visitor) {
        this.visitor = visitor;
    }

    private void key(String key) {
        visitor.page().keyboard().press(key);
    }

    @Override
    public void goTo(String place) {
        key("g");
        key(place.equals("Executions") ? "r" : place.substring(0, 1).toLowerCase(Locale.ROOT));
    }

    @Override
    public void use(String key, Locator button) {
        ready(button);
        key(key);
    }

    @Override
    public void press(Locator target) {
        ready(target);
        reach(target);
        key("Enter");
    }

    @Override
    public void write(Locator field, String text) {
        reach(field);
        key("ControlOrMeta+a");
        key("Delete");
        visitor.page().keyboard().type(text);
        // Tab belongs to the code editor until Esc says otherwise; elsewhere Esc does nothing.
        key("Escape");
    }

    @Override
    public void choose(Locator list, String entry) {
        reach(list);
        visitor.page().keyboard().type(entry);
    }

    private static void ready(Locator target) {
        PlaywrightAssertions.assertThat(target).isVisible();
        PlaywrightAssertions.assertThat(target).isEnabled();
    }

    /** Tabs until it has the focus, and sees that it does. */
    private void reach(Locator target) {
        PlaywrightAssertions.assertThat(target).isVisible();
        for (int stop = 0; stop < MOST_STOPS; stop++) {
            key("Tab");
            if (Boolean.TRUE.equals(target.evaluate("it => it === document.activeElement"))) {
                assertThat(target.evaluate(OUTLINED))
                        .as("whether one sees the focus on %s", target)
                        .isEqualTo(true);
                return;
            }
            if (inCode()) {
                key("Escape");
            }
        }
        fail("Tab does not reach " + target);
    }

    /** Whether the focus is in an editor of code, which keeps Tab. */
    private boolean inCode() {
        return Boolean.TRUE.equals(
                visitor.page().evaluate("() => document.activeElement?.closest('.cm-editor') !== null"));
    }
}
