package dev.sst.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DirectDependenciesTest {

    @Test
    void theApiNamesNoLibrary() throws Exception {
        assertThat(DirectDependencies.of("../sst-api")).isEmpty();
    }

    @Test
    void apiAndCoreNameThreeLibrariesAtMost() throws Exception {
        assertThat(DirectDependencies.of("../sst-api", "../sst-json", "../sst-core"))
                .contains("slf4j-api", "jackson-databind")
                .hasSizeLessThanOrEqualTo(3);
    }
}
