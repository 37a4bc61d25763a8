package dev.sst.deployment;

/** How the code of an action test is written, which decides how it is run. */
public enum CodeShape {
    /** A program that is started and prints. */
    SCRIPT,
    /** A class with {@code run()} that derives from StackStorm's {@code Action}. */
    ACTION_CLASS
}
