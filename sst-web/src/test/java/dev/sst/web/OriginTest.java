package dev.sst.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OriginTest {
    @Test
    void aPageOfTheServerThatWasAskedIsItsOwn() {
        assertThat(Origin.same("https://sst.example", "sst.example")).isTrue();
        assertThat(Origin.same("https://sst.example", "sst.example:443")).isTrue();
        assertThat(Origin.same("http://sst.example:8004", "SST.example:8004")).isTrue();
    }

    @Test
    void anyOtherPageIsNot() {
        assertThat(Origin.same("http://sst.example", "sst.example:443")).isFalse();
        assertThat(Origin.same("http://evil.example:8004", "sst.example:8004")).isFalse();
        assertThat(Origin.same("sst.example", "sst.example")).isFalse();
        assertThat(Origin.same("null", "sst.example")).isFalse();
        assertThat(Origin.same("null", null)).isFalse();
        assertThat(Origin.same(null, "sst.example")).isFalse();
    }
}
