package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No command of the README is left unrun. */
class ReadmeTest {
    @Test
    void everyBlockIsKnown() {
        assertThat(ReadmeBlock.all())
                .filteredOn(block -> !isExampleOfAStrategy(block))
                .as("a new block needs a constant of ReadmeBlock and somebody who runs it")
                .allMatch(block -> Arrays.stream(ReadmeBlock.values())
                                .filter(known -> known.is(block))
                                .count()
                        == 1);
    }

    /** The testkit's tests have it as a program. */
    private static boolean isExampleOfAStrategy(ReadmeBlock.Fenced block) {
        return block.language().equals("java") && block.text().startsWith("EntryStrategy breakout");
    }

    @ParameterizedTest
    @EnumSource
    void aKnownBlockStandsThereOnceAndIsRun(ReadmeBlock known) throws Exception {
        assertThat(ReadmeBlock.all()).filteredOn(known::is).hasSize(1);
        assertThat(known.isRun()).isTrue();
    }
}
