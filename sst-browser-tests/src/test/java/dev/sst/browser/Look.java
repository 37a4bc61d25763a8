package dev.sst.browser;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;

/**
 * How somebody looks at a page.
 *
 * @param colours what their system asks for
 * @param width of the window, in CSS pixels
 */
record Look(ColorScheme colours, int width) {
    private static final int WIDE = 1440;
    private static final int NARROW = 360;

    static final Look LIGHT = new Look(ColorScheme.LIGHT, WIDE);
    static final Look DARK = new Look(ColorScheme.DARK, WIDE);
    static final Look LIGHT_NARROW = new Look(ColorScheme.LIGHT, NARROW);
    static final Look DARK_NARROW = new Look(ColorScheme.DARK, NARROW);

    /** Those that every page has to stand. */
    static final List<Look> ALL = List.of(LIGHT, DARK, LIGHT_NARROW, DARK_NARROW);

    int height() {
        return width < 700 ? 780 : 900;
    }

    @Override
    public String toString() {
        return colours.name().toLowerCase(Locale.ROOT) + "-" + width;
    }
}
