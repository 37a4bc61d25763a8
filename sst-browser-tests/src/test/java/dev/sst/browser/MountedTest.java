package dev.sst.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages under a path of an application that signs people in itself and has roles: each sees the buttons they may press. */
@InBrowser
class MountedTest {
    /** Where an administrator finds what: an address, words by which it is known to be there, and its buttons. */
    private record Place(String address, String words, List<String> buttons) {}

    private static MountedApplication application;

    @BeforeAll
    static void start(@TempDir Path home) {
        application = MountedApplication.start(home);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static List<Place> places() {
        String test = application.testPage();
        String name = MountedApplication.TEST_NAME;
        List<String> onTest = List.of("Edit", "Deploy", "Run", "More to do with this test");
        return List.of(
                new Place("/", name, List.of()),
                new Place("/tests", name, List.of("New test", "Run", "Deploy", "Enable", "Disable", "Tag …")),
                new Place(test, "Last runs", onTest),
                new Place(test + "?tab=runs", "Failed", onTest),
                new Place(test + "?tab=definition", "Made by", onTest),
                new Place(test + "?tab=revisions", "Changes", List.of("Edit", "Go back to revision 1")),
                new Place(test + "?tab=deployment", "Look again", onTest),
                new Place(test + "?tab=incidents", "Severity", onTest),
                new Place("/executions", name, List.of()),
                new Place(application.executionPage(), name, List.of("Run again", "Run again with changes …")),
                new Place("/incidents", name, List.of()),
                new Place(application.incidentPage(), "First failure", List.of("Acknowledge", "Resolve …", "Note …")),
                new Place("/stackstorm", "embedded", List.of()));
    }

    /** Every name of a button that changes something, also of those that are not there at any time. */
    private static List<String> changing() {
        return Stream.concat(
                        places().stream().flatMap(place -> place.buttons().stream()),
                        Stream.of("Save", "Save and deploy", "Cancel", "Send again", "Make it", "Deploy and run"))
                .distinct()
                .toList();
    }

    /** Goes to a page, and through the application's own sign-in where it leads there. */
    private static Visitor signedIn(Visitors visitors, String name) {
        Visitor visitor = visitors.stranger(Look.LIGHT);
        visitor.page().navigate(application.address("/incidents"));
        signIn(visitor, name);
        return visitor;
    }

    private static void signIn(Visitor visitor, String name) {
        visitor.field("Username").fill(name);
        visitor.field("Password").fill(name + "-password");
        visitor.button("Sign in").click();
    }

    private static void go(Visitor visitor, Place place) {
        visitor.page().navigate(application.address(place.address()));
        Locator main = visitor.page().locator("main");
        assertThat(main.getByText(place.words()).first()).isVisible();
    }

    @Test
    void theApplicationsSignInLeadsToThePageThatWasAskedFor(Visitors visitors) {
        Visitor viewer = signedIn(visitors, "viewer");
        viewer.sees("Incidents");
        assertThat(viewer.page().getByText("● live")).isVisible();
    }

    @Test
    void aViewerSeesNoButtonThatTheyMayNotPress(Visitors visitors) {
        Visitor viewer = signedIn(visitors, "viewer");
        viewer.sees("Incidents");
        for (Place place : places()) {
            go(viewer, place);
            assertThat(viewer.page().locator("header").getByText("read only")).isVisible();
            for (String name : changing()) {
                assertThat(viewer.button(name)).hasCount(0);
            }
            assertThat(viewer.page().locator("main input[type=checkbox]")).hasCount(0);
        }
    }

    @Test
    void aViewerFindsNoWayAroundByKeysOrAddresses(Visitors visitors) {
        Visitor viewer = signedIn(visitors, "viewer");
        viewer.sees("Incidents");
        viewer.page().navigate(application.address(application.testPage()));
        viewer.sees(MountedApplication.TEST_NAME);
        for (String key : List.of("r", "d", "e")) {
            viewer.page().keyboard().press(key);
        }
        viewer.page().keyboard().press("?");
        assertThat(viewer.dialog("Keys")).isVisible();
        assertThat(viewer.dialog("Keys").getByText("this test")).hasCount(0);

        for (String page : List.of("/tests/new", application.testPage() + "/edit")) {
            viewer.page().navigate(application.address(page));
            assertThat(viewer.page().getByText("You may not write tests here.")).isVisible();
            assertThat(viewer.button("Save")).hasCount(0);
        }
    }

    @Test
    void anAdministratorSeesTheButtonsAndRunsATest(Visitors visitors) {
        Visitor administrator = signedIn(visitors, "administrator");
        administrator.sees("Incidents");
        for (Place place : places()) {
            go(administrator, place);
            assertThat(administrator.page().getByText("read only")).hasCount(0);
            for (String name : place.buttons()) {
                assertThat(administrator.button(name).first()).isVisible();
            }
        }
        administrator.page().navigate(application.address(application.testPage()));
        administrator.button("Run").click();
        administrator.sees("Failed");
        assertThat(administrator.button("Run again")).isVisible();
    }

    @Test
    void somebodyInNoRoleIsToldSo(Visitors visitors) {
        Visitor clerk = signedIn(visitors, "clerk");
        assertThat(clerk.page().getByText("You may not see these tests.")).isVisible();
        assertThat(clerk.page().getByText("You are signed in as clerk.")).isVisible();
        assertThat(clerk.the(AriaRole.NAVIGATION, "Pages")).hasCount(0);
    }

    @Test
    void whoeverIsKnownNoLongerSignsInAtTheApplicationAndComesBack(Visitors visitors) {
        Visitor viewer = signedIn(visitors, "viewer");
        viewer.sees("Incidents");
        viewer.link("Tests").click();
        viewer.sees("Tests");

        viewer.complaints().expect("401");
        viewer.page().context().clearCookies();
        viewer.field("Name or description").fill("shelf");
        viewer.sees("You are not signed in");
        assertThat(viewer.field("Token")).hasCount(0);

        viewer.button("Sign in there").click();
        signIn(viewer, "viewer");
        viewer.sees("Tests");
        assertThat(viewer.field("Name or description")).hasValue("shelf");
    }
}
