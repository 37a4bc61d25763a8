package dev.sst.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.SelectOption;

/** Points and clicks, and types where words are wanted; uses no key of the page. */
final class Mouse implements Hands {
    private final Visitor visitor;

    Mouse(Visitor visitor) {
        this.visitor = visitor;
    }

    @Override
    public void goTo(String place) {
        visitor.place(place).click();
    }

    @Override
    public void use(String key, Locator button) {
        button.click();
    }

    @Override
    public void press(Locator target) {
        target.click();
    }

    @Override
    public void write(Locator field, String text) {
        field.click();
        visitor.page().keyboard().press("ControlOrMeta+a");
        visitor.page().keyboard().press("Delete");
        visitor.page().keyboard().type(text);
    }

    @Override
    public void choose(Locator list, String entry) {
        // The system's own list, which a browser without a screen does not draw.
        list.click();
        list.selectOption(new SelectOption().setLabel(entry));
    }
}
