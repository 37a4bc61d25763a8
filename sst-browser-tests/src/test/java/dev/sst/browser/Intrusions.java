package dev.sst.browser;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * What a hostile text may have done to a page: run a script, asked for something elsewhere, broken the content policy, opened a
 * dialog or another window, or pushed the page out of its window. One thread.
 */
final class Intrusions {
    /** Everything that is seen where the page cannot scroll to, or that makes it scroll sideways. */
    private static final String OUTSIDE = """
            () => {
              const width = document.documentElement.clientWidth;
              const found = [];
              if (document.documentElement.scrollWidth > width) {
                found.push(`the page is ${document.documentElement.scrollWidth} px wide in a window of ${width}`);
              }
              function look(element) {
                const style = getComputedStyle(element);
                if (style.display === "none" || style.visibility === "hidden" || style.clipPath !== "none") {
                  return;
                }
                for (const rect of element.getClientRects()) {
                  if (rect.width > 0 && (rect.right > width + 1 || rect.left < -1)) {
                    found.push(`${element.tagName} ${element.className} from ${rect.left} to ${rect.right}: ${element.textContent.slice(0, 60)}`);
                    return;
                  }
                }
                if (style.overflowX === "visible") {
                  [...element.children].forEach(look);
                }
              }
              look(document.body);
              return found.slice(0, 5);
            }
            """;

    private static final String ON_VIOLATION = "document.addEventListener('securitypolicyviolation', event => "
            + HostileText.GOTCHA + "(`policy: ${event.violatedDirective} ${event.blockedURI}`))";

    private final Page page;
    private final List<String> seen = new ArrayList<>();

    /**
     * Looks at that page from now on.
     *
     * @param home where the server is: requests to it are none of these
     */
    Intrusions(Page page, String home) {
        this.page = page;
        page.exposeFunction(HostileText.GOTCHA, what -> seen.add("script ran: " + what[0] + " on " + page.url()));
        page.addInitScript(ON_VIOLATION);
        page.onDialog((Dialog dialog) -> {
            seen.add("dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onPopup(popup -> seen.add("window: " + popup.url()));
        page.onRequest(request -> {
            if (!request.url().startsWith(home) && !request.url().startsWith("data:")) {
                seen.add("request elsewhere: " + request.url() + " from " + page.url());
            }
        });
    }

    /** Looks whether anything of the page is outside the window that cannot be scrolled to. */
    void look(String where) {
        ((List<?>) page.evaluate(OUTSIDE)).forEach(each -> seen.add("layout of " + where + ": " + each));
    }

    List<String> seen() {
        return List.copyOf(seen);
    }
}
