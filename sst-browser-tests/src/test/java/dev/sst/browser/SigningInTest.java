package dev.sst.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.sst.testkit.server.ServerProcess;
import org.junit.jupiter.api.Test;

/** The ways in, as somebody without one meets them. */
@InBrowser
class SigningInTest {
    @Test
    void aLinkLetsABrowserInOnce(ServerProcess server, Visitors visitors) {
        String link = server.signInLink();
        Visitor first = visitors.stranger(Look.LIGHT);
        first.page().navigate(link);
        first.sees("Overview");

        Visitor second = visitors.stranger(Look.LIGHT);
        second.complaints().expect("401");
        second.page().navigate(link);
        second.sees("Sign in");
        assertThat(second.alert("That link was used already, or is too old.")).isVisible();
    }

    @Test
    void theTokenLetsABrowserInAndAnotherTextDoesNot(Visitors visitors) {
        Visitor visitor = visitors.stranger(Look.LIGHT);
        visitor.complaints().expect("401");
        visitor.open("/ui/tests");
        visitor.sees("Sign in");

        visitor.field("Token").fill("not the token of this server, by far");
        visitor.button("Sign in").click();
        assertThat(visitor.alert("That token is not known here.")).isVisible();

        visitor.field("Token").fill(ServerProcess.TOKEN);
        visitor.button("Sign in").click();
        visitor.sees("Tests");
    }
}
