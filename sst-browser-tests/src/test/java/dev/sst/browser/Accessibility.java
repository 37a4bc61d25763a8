package dev.sst.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;

/** What of a page, as it is shown now, keeps somebody out: all rules of axe, the advice as well as WCAG's. */
final class Accessibility {
    private static final int MOST_PLACES = 5;

    private Accessibility() {}

    /** Each broken rule in a sentence with the places where it is broken; empty when there is none. */
    static List<String> violations(Page page) {
        // There are no frames: one call does it, without a second page for the sum.
        return new AxeBuilder(page)
                .setLegacyMode(true).analyze().getViolations().stream()
                        .map(Accessibility::sentence)
                        .toList();
    }

    private static String sentence(Rule rule) {
        var places = rule.getNodes().stream()
                .limit(MOST_PLACES)
                .map(node -> "\n    " + node.getTarget() + " " + node.getHtml() + " "
                        + node.getFailureSummary().replaceAll("\\s+", " "))
                .toList();
        return rule.getId() + " (" + rule.getImpact() + "): " + rule.getHelp() + String.join("", places);
    }
}
