package io.ordermonitor.netty.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TeardownTest {
    private final List<String> undone = new ArrayList<>();
    private final Teardown teardown = new Teardown();

    @Test
    void whatCameLastGoesFirstAndAFailureStopsNothing() {
        teardown.add(() -> undone.add("first"));
        teardown.add(() -> {
            throw new IllegalStateException("broken");
        });
        teardown.add(() -> undone.add("last"));
        teardown.close();
        teardown.close();
        assertThat(undone).containsExactly("last", "first");
    }

    @Test
    void whatStartsAfterTheEndIsUndoneAtOnce() {
        teardown.close();
        assertThatIllegalStateException().isThrownBy(() -> teardown.add(() -> undone.add("late")));
        assertThat(undone).containsExactly("late");
    }
}
