package dev.sst.browser;

import com.microsoft.playwright.Locator;

/** How somebody does things on a page: with the mouse, or with the keys alone. */
interface Hands {
    /** A place of the navigation, by its name. */
    void goTo(String place);

    /** What has a key of its own on the page, and a button: {@code r} and "Run". */
    void use(String key, Locator button);

    /** Presses a button, or follows a link. */
    void press(Locator target);

    /** Writes into a field, in place of what was there. */
    void write(Locator field, String text);

    /** Chooses the entry of a list that begins with these words. */
    void choose(Locator list, String entry);
}
