package dev.sst.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What somebody meets on a server where nothing is yet, and how the card on its overview leads on. */
@InBrowser
class EmptyServerTest {
    @Test
    @FreshServer
    void everyPageSaysThatNothingIsThereAndTheCardLeadsToAHealedFailure(Visitors visitors) {
        for (Look look : Look.ALL) {
            assertThat(emptyPages(visitors.arrive(look))).isEmpty();
        }
        card(visitors.arrive(Look.LIGHT));
    }

    private static List<String> emptyPages(Visitor visitor) {
        var tour = new Tour(visitor, BrowserFixture.OUTPUT.resolve("pages"));
        tour.stop(
                "empty-overview",
                () -> assertThat(card(visitor, "Make it from First script")).isVisible());
        tour.page("empty-tests", "/ui/tests", "Tests");
        tour.page("empty-executions", "/ui/executions", "Executions");
        tour.page("empty-incidents", "/ui/incidents", "Incidents");
        tour.stop("sign-in", () -> {
            visitor.open("/ui/");
            visitor.button("Settings").click();
            visitor.the(AriaRole.MENUITEM, "Sign out administrator").click();
            visitor.sees("Sign in");
        });
        return tour.findings();
    }

    private static void card(Visitor visitor) {
        card(visitor, "Make it from First script").click();
        card(visitor, "Deploy and run").click();
        assertThat(steps(visitor)).containsText("2. Make the first test done");
        card(visitor, "Make it fail").click();
        assertThat(visitor.place("Incidents 1 open")).isVisible();
        card(visitor, "Heal it").click();
        assertThat(steps(visitor)).containsText("3. Make it fail once, and see the incident done");
        assertThat(steps(visitor)).containsText("A run that passed ended the incident.");
        card(visitor, "Close this").click();
        assertThat(steps(visitor)).not().isVisible();
    }

    private static Locator steps(Visitor visitor) {
        return visitor.the(AriaRole.REGION, "The first five minutes");
    }

    private static Locator card(Visitor visitor, String button) {
        return Visitor.button(steps(visitor), button);
    }
}
