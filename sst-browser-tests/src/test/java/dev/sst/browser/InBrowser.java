package dev.sst.browser;

import dev.sst.testkit.server.ServerProcess;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of tests in a browser. Its methods may ask for a {@link ServerProcess}, for a {@link Visitor} who is signed in,
 * and for {@link Visitors}, of whom any number may arrive. One browser serves all tests, and one server all but those with
 * {@link FreshServer}. A test also fails when anything went wrong unseen: see {@link Complaints}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrowserFixture.class)
public @interface InBrowser {}
