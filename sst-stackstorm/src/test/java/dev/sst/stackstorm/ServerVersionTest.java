package dev.sst.stackstorm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ServerVersionTest {

    @Test
    void versionsAreReadLeniently() {
        assertThat(ServerVersion.parse("3.10dev-abc")).contains(new ServerVersion(3, 10));
        assertThat(ServerVersion.parse("3.8.1")).contains(new ServerVersion(3, 8));
        assertThat(ServerVersion.parse("unknown")).isEmpty();
    }

    @Test
    void tenComesAfterNine() {
        assertThat(new ServerVersion(3, 10).before(ServerVersion.SOUND)).isFalse();
        assertThat(new ServerVersion(3, 5).before(ServerVersion.OLDEST)).isTrue();
        assertThat(new ServerVersion(4, 0).before(ServerVersion.OLDEST)).isFalse();
    }
}
