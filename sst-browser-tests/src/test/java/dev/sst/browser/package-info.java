/**
 * The packaged server in a real browser: what a person sees, does with the mouse or with the keys alone, and what stands in
 * their way. {@link dev.sst.browser.InBrowser} gives a test class a server and people who visit it.
 */
@NullMarked
package dev.sst.browser;

import org.jspecify.annotations.NullMarked;
