package dev.sst.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sst.ConflictException;
import dev.sst.ConflictException.Reason;
import dev.sst.Tests.Edit;
import dev.sst.Tests.Stored;
import dev.sst.deployment.DeploymentProgress;
import dev.sst.deployment.ReadBack;
import dev.sst.test.TestDefinition;
import dev.sst.test.TestId;
import dev.sst.test.TestType;
import dev.sst.testkit.engine.ScriptedEngine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How what somebody edited at the engine becomes a revision. */
final class AdoptionTest {
    private final ScriptedEngine engine = new ScriptedEngine(InstantSource.system());
    private final SstCore sst = SstCore.builder(engine).start();
    private final TestId id = sst.tests()
            .create(
                    TestDefinition.builder("login", TestType.ACTION)
                            .code("print(1)\n")
                            .description("Logs in")
                            .build(),
                    "ada")
            .test()
            .id();

    @AfterEach
    void close() {
        sst.close();
    }

    private void deploy() {
        sst.deployments().deploy(id, false, DeploymentProgress.SILENT);
    }

    private ReadBack.Content read() {
        return sst.deployments().readBack(id).found().orElseThrow();
    }

    private List<String> obstacles() {
        return sst.deployments().readBack(id).obstacles();
    }

    private Stored adopt(String seen, @Nullable Integer expected) {
        return sst.tests().adopt(id, seen, new Edit("bob", "", expected));
    }

    private Reason refused(String seen) {
        try {
            adopt(seen, null);
        } catch (ConflictException e) {
            return e.reason();
        }
        throw new AssertionError("it was adopted");
    }

    @Test
    void whatWasEditedBecomesTheNewestRevisionAndIsNotDeployedByThat() {
        deploy();
        engine.edited(ReadBack.of("print(2)\n", "Logs in"));

        Stored stored = adopt(read().fingerprint(), 1);

        assertThat(stored.test().revision().number()).isEqualTo(2);
        assertThat(stored.test().revision().createdBy()).isEqualTo("bob");
        assertThat(stored.test().revision().note()).isEqualTo("as it was edited where revision 1 is live");
        assertThat(stored.test().definition().code()).isEqualTo("print(2)\n");
        assertThat(stored.test().live().orElseThrow().revision()).isEqualTo(1);
        assertThat(obstacles()).containsExactly("revision 2 says the same as what is live: deploy it");
    }

    @Test
    void whatWasNotEditedThereStaysAsTheNewestRevisionSaysIt() {
        deploy();
        sst.tests()
                .update(
                        id,
                        now -> now.toBuilder()
                                .description("Logs in and out")
                                .timeout(Duration.ofSeconds(7))
                                .enabled(false)
                                .build(),
                        new Edit("ada", "", null));
        engine.edited(ReadBack.of("print(2)\n", "Logs in"));

        TestDefinition adopted = adopt(read().fingerprint(), 2).test().definition();

        assertThat(adopted.code()).isEqualTo("print(2)\n");
        assertThat(adopted.description()).isEqualTo("Logs in and out");
        assertThat(adopted.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(adopted.enabled()).isFalse();
    }

    @Test
    void whatNobodyEditedIsNothingToAdopt() {
        deploy();

        assertThat(obstacles()).containsExactly("nothing that the author wrote was edited");
        assertThat(refused("any")).isEqualTo(Reason.NOT_POSSIBLE);
        assertThat(sst.tests().get(id).revision().number()).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadWholeIsNotAdopted() {
        deploy();
        engine.edited(ReadBack.not("the action is disabled"));

        assertThatThrownBy(() -> adopt("any", null)).hasMessageContaining("the action is disabled");
        assertThat(sst.tests().get(id).revision().number()).isEqualTo(1);
    }

    @Test
    void whatIsLiveByNowIsNotAdoptedForWhatWasSeen() {
        deploy();
        engine.edited(ReadBack.of("print(2)\n", "Logs in"));
        String seen = read().fingerprint();
        engine.edited(ReadBack.of("print(3)\n", "Logs in"));

        assertThat(refused(seen)).isEqualTo(Reason.OVERTAKEN);
        assertThat(sst.tests().get(id).revision().number()).isEqualTo(1);
    }

    @Test
    void aRevisionStoredMeanwhileIsNotOverwritten() {
        deploy();
        engine.edited(ReadBack.of("print(2)\n", "Logs in"));
        String seen = read().fingerprint();
        sst.tests().update(id, now -> now.toBuilder().tags(List.of("new")).build(), new Edit("ada", "", null));

        assertThatThrownBy(() -> adopt(seen, 1))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.reason()).isEqualTo(Reason.VERSION_MISMATCH));
    }

    @Test
    void nothingIsReadBackOfATestThatIsNotLive() {
        assertThat(refused("any")).isEqualTo(Reason.NOT_DEPLOYED);
    }

    @Test
    void aTestThatNamesExistingContentByNowIsNotMadeCodeAgain() {
        deploy();
        engine.edited(ReadBack.of("print(2)\n", "Logs in"));
        sst.tests()
                .update(
                        id,
                        now -> now.toBuilder().code(null).existing("core.noop").build(),
                        new Edit("ada", "", null));

        assertThat(obstacles()).singleElement().asString().contains("made into something else since revision 1");
    }
}
