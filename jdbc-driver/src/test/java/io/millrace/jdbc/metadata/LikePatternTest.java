package io.millrace.jdbc.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LikePatternTest {
    @Test
    void matchesAsJdbcWantsIt() {
        assertThat(LikePattern.of("b_d").matches("bid")).isTrue();
        assertThat(LikePattern.of("b_d").matches("b_d")).isTrue();
        assertThat(LikePattern.of("b\\_d").matches("bid")).isFalse();
        assertThat(LikePattern.of("b\\_d").matches("b_d")).isTrue();
        assertThat(LikePattern.of("a%z").matches("a.*\nz")).isTrue();
        assertThat(LikePattern.of("a.c").matches("abc")).isFalse();
        assertThat(LikePattern.of("").matches("a")).isFalse();
        assertThat(LikePattern.of("BID").matches("bid")).isFalse();
        assertThat(LikePattern.ANY.matches(null)).isTrue();
        assertThat(LikePattern.of("a").matches(null)).isFalse();
    }

    @Test
    void knowsWhenOnlyOneNameMatches() {
        assertThat(LikePattern.of("b\\_d").literal()).hasValue("b_d");
        assertThat(LikePattern.exactly("b_%\\d").literal()).hasValue("b_%\\d");
        assertThat(LikePattern.of("b_d").literal()).isEmpty();
        assertThat(LikePattern.of("%").literal()).isEmpty();
    }
}
