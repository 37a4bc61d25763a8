package dev.sst.browser;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes wrong behind a page while somebody uses it: errors and warnings on the console, exceptions of scripts, requests that
 * fail or are refused. A request that the page itself gave up is none. One thread.
 */
final class Complaints {
    private final List<String> heard = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    /** Hears of everything on that page from now on. */
    Complaints(Page page) {
        page.onConsoleMessage(message -> {
            boolean bad = message.type().equals("error") || message.type().equals("warning");
            if (bad) {
                heard.add("console " + message.type() + " on " + page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> heard.add("exception on " + page.url() + ": " + error));
        page.onRequestFailed(request -> {
            if (!"net::ERR_ABORTED".equals(request.failure())) {
                heard.add("failed: " + request.method() + " " + request.url() + ": " + request.failure());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 400) {
                heard.add("refused: " + response.status() + " for "
                        + response.request().method() + " " + response.url());
            }
        });
        page.onCrash(crashed -> heard.add("crashed: " + crashed.url()));
    }

    /** Complaints with these words are what the test is about. */
    void expect(String words) {
        expected.add(words);
    }

    /** Those that nobody expected. */
    List<String> unexpected() {
        return heard.stream()
                .filter(each -> expected.stream().noneMatch(each::contains))
                .toList();
    }
}
