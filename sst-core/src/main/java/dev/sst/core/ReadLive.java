package dev.sst.core;

import dev.sst.ConflictException;
import dev.sst.ConflictException.Reason;
import dev.sst.NotFoundException;
import dev.sst.deployment.Deployment;
import dev.sst.deployment.ReadBack;
import dev.sst.deployment.ReadBack.Content;
import dev.sst.spi.TestStore;
import dev.sst.test.SyntheticTest;
import dev.sst.test.TestDefinition;
import java.util.List;
import java.util.Objects;

/**
 * Reads back what somebody edited at the engine, as the newest revision would say it: what was edited there is taken over, and
 * what was not stays as the newest revision has it. Writes nothing. Thread-safe.
 */
record ReadLive(TestStore store, EngineDeployments engine) {

    ReadBack readBack(SyntheticTest test) {
        Deployment live = engine.live(test)
                .orElseThrow(() ->
                        new ConflictException(Reason.NOT_DEPLOYED, "nothing of test " + test.id() + " is live here"));
        TestDefinition written = written(test, live);
        TestDefinition newest = test.definition();
        if (written.code() != null && (newest.code() == null || newest.type() != live.type())) {
            return ReadBack.not("the test was made into something else since revision " + live.revision()
                    + " was deployed: go back to that revision first");
        }
        ReadBack found = engine.readBack(test.id(), live, written);
        return found.found()
                .map(content -> adoptable(content, said(written), test))
                .orElse(found);
    }

    private TestDefinition written(SyntheticTest test, Deployment live) {
        return store.revision(test.id(), live.revision())
                .orElseThrow(() -> new NotFoundException("revision", test.id() + "/" + live.revision()))
                .definition();
    }

    /** What says the same as a revision does is no news. */
    private static ReadBack adoptable(Content found, Content written, SyntheticTest test) {
        if (found.equals(written)) {
            return ReadBack.not("nothing that the author wrote was edited");
        }
        Content newest = said(test.definition());
        var next = new Content(
                found.code().equals(written.code()) ? newest.code() : found.code(),
                found.description().equals(written.description()) ? newest.description() : found.description());
        return next.equals(newest)
                ? ReadBack.not("revision " + test.revision().number() + " says the same as what is live: deploy it")
                : new ReadBack(next, List.of());
    }

    private static Content said(TestDefinition definition) {
        return new Content(Objects.requireNonNullElse(definition.code(), ""), definition.description());
    }
}
