package dev.sst.embedded;

/** Whether tests are shut in with bubblewrap ({@code bwrap}), a tool of Linux. */
public enum Sandbox {
    /** Tests run with the server's rights. */
    NONE,
    /** In bubblewrap where it works; elsewhere with the server's rights, which the engine's status says. */
    AUTO,
    /** In bubblewrap; where it does not work, the engine does not start. */
    REQUIRED
}
