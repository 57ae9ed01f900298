package io.millrace.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void theQueryOfTheWarmUpCanBePlannedWithoutAnyObjects() {
        assertThat(WarmUp.plan().plan().nodes()).hasSizeGreaterThan(2);
    }
}
