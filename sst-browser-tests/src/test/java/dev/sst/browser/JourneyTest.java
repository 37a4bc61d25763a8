package dev.sst.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** From a server nobody has used to an incident that was opened by a failure and ended by a pass, as a person lives through it. */
@InBrowser
class JourneyTest {
    private static final String NAME = "The shop answers";

    @Test
    @FreshServer
    void fromFirstRunToAHealedFailureWithTheMouse(Visitor visitor) {
        new Journey(visitor, new Mouse(visitor)).whole();
    }

    @Test
    @FreshServer
    void fromFirstRunToAHealedFailureWithTheKeysAlone(Visitor visitor) {
        new Journey(visitor, new Keyboard(visitor)).whole();
    }

    /** The steps, whatever they are done with. */
    private record Journey(Visitor visitor, Hands hands) {
        void whole() {
            findsNothingYet();
            writesATestFromATemplate();
            deploys(1);
            passes();
            breaksIt();
            fails();
            seesTheIncident();
            healsIt();
            passes();
            seesTheIncidentResolved();
        }

        private void findsNothingYet() {
            assertThat(heading("The first five minutes")).isVisible();
            assertThat(visitor.text("No open incidents.")).isVisible();
            assertThat(visitor.the(AriaRole.REGION, "How the platform fares"))
                    .containsText("Tests run on this machine, not on a StackStorm.");
            hands.goTo("Tests");
            visitor.sees("Tests");
            assertThat(visitor.text("No tests yet.")).isVisible();
        }

        private void writesATestFromATemplate() {
            hands.use("n", visitor.button("New test"));
            visitor.sees("New test");
            Locator templates = visitor.field("Begin with");
            assertThat(templates).isVisible();
            String first = templates.getByRole(AriaRole.OPTION).nth(1).textContent();
            hands.choose(templates, first);
            assertThat(visitor.code("Code (Python)")).containsText("\"status\": \"success\"");
            hands.write(visitor.field("Name"), NAME);
            assertThat(visitor.text("The server finds nothing wrong with it.")).isVisible();
            hands.use("ControlOrMeta+s", visitor.button("Save"));
            visitor.sees("Edit test");
            assertThat(visitor.message("Saved as revision 1. It is not live until it is deployed."))
                    .isVisible();
        }

        /** From the editor, and back to the test. */
        private void deploys(int revision) {
            hands.press(visitor.button("Deploy"));
            Locator dialog = visitor.dialog("Deploy");
            assertThat(dialog.getByRole(AriaRole.REGION)
                            .getByRole(AriaRole.LISTITEM)
                            .first())
                    .isVisible();
            hands.press(Visitor.button(dialog, "Deploy"));
            assertThat(dialog.getByRole(AriaRole.LOG)
                            .getByRole(AriaRole.LISTITEM)
                            .first())
                    .isVisible();
            assertThat(dialog.getByText("What was read back")).isVisible();
            assertThat(dialog.getByText("It is what was written: no difference was found."))
                    .isVisible();
            hands.press(Visitor.button(dialog, "Close").last());
            assertThat(dialog).not().isVisible();
            hands.press(visitor.link("Back to the test"));
            visitor.sees(NAME);
            assertThat(visitor.text("revision " + revision + " is live")).isVisible();
        }

        private void passes() {
            hands.use("r", visitor.button("Run"));
            visitor.sees("Passed");
            assertThat(visitor.main().getByText(Pattern.compile("^(All \\d+ checks|Its one check) held\\.$")))
                    .isVisible();
        }

        private void breaksIt() {
            backToTheTest();
            hands.use("e", visitor.button("Edit"));
            visitor.sees("Edit test");
            hands.write(visitor.code("Expected result"), "{\"visitors\": 3}");
            hands.write(visitor.field("Revision note"), "expects what cannot come");
            hands.use("ControlOrMeta+s", visitor.button("Save"));
            assertThat(visitor.message("Saved as revision 2. It is not live until it is deployed."))
                    .isVisible();
            deploys(2);
        }

        private void fails() {
            hands.use("r", visitor.button("Run"));
            visitor.sees("Failed");
            assertThat(visitor.main().getByText(Pattern.compile("^1 of \\d+ checks failed: .*/visitors.*")))
                    .isVisible();
        }

        private void seesTheIncident() {
            assertThat(visitor.place("Incidents 1 open")).isVisible();
            hands.goTo("Incidents");
            visitor.sees("Incidents");
            hands.press(visitor.main()
                    .getByRole(AriaRole.LINK, Visitor.containing(NAME))
                    .first());
            assertThat(visitor.page().locator("h1")).containsText(NAME);
            assertThat(visitor.text("First failure: the incident was opened")).isVisible();
            assertThat(visitor.main().getByText(Pattern.compile("/visitors")).first())
                    .isVisible();
            hands.use("a", visitor.button("Acknowledge"));
            assertThat(visitor.text("Acknowledged by administrator")).isVisible();
        }

        private void healsIt() {
            hands.press(visitor.main().getByRole(AriaRole.LINK, Visitor.exactly(NAME)));
            visitor.sees(NAME);
            hands.press(visitor.link("Revisions"));
            hands.press(visitor.button("Go back to revision 1"));
            Locator dialog = visitor.page().getByRole(AriaRole.DIALOG);
            hands.press(dialog.getByRole(AriaRole.BUTTON).last());
            assertThat(visitor.text("revision 2 is live, 3 is newer")).isVisible();
            hands.use("e", visitor.button("Edit"));
            visitor.sees("Edit test");
            deploys(3);
        }

        private void seesTheIncidentResolved() {
            hands.goTo("Incidents");
            visitor.sees("Incidents");
            hands.press(visitor.main()
                    .getByRole(AriaRole.LINK, Visitor.containing(NAME))
                    .first());
            assertThat(visitor.text("Recovered: a run passed")).isVisible();
            assertThat(visitor.link("the run that passed")).isVisible();
            assertThat(visitor.button("Acknowledge")).not().isVisible();
        }

        private void backToTheTest() {
            hands.press(visitor.main()
                    .getByRole(AriaRole.LINK, Visitor.exactly(NAME))
                    .first());
            visitor.sees(NAME);
        }

        private Locator heading(String words) {
            return visitor.the(AriaRole.HEADING, words);
        }
    }
}
