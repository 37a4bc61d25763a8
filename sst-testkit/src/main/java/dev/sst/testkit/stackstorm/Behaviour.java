package dev.sst.testkit.stackstorm;

/** Says how a run of some action ends. Must be thread-safe; is asked once for each run, when it is created. */
@FunctionalInterface
public interface Behaviour {

    ScriptedEnding of(ScriptedRun run);

    /** The same ending for every run. */
    static Behaviour always(ScriptedEnding ending) {
        return run -> ending;
    }
}
