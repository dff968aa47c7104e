package io.ordermonitor.testkit.simulation;

import io.ordermonitor.testkit.VirtualTime;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether what comes to a statement lets others run first, by the day's seed: on a real machine a thread may be held up
 * anywhere. Asked by one worker at a time.
 */
final class Courtesy implements BooleanSupplier {
    private static final int ONE_OF = 8;

    private final VirtualTime time;
    private final @Nullable Random random;

    /** Nobody lets anybody run first on a day where who comes first is served first. */
    Courtesy(VirtualTime time, DayPlan plan) {
        this.time = time;
        Long interleaving = plan.interleaving();
        this.random = interleaving == null ? null : new Random(plan.seed() * 0xD1342543DE82EF95L ^ ~interleaving);
    }

    @Override
    public boolean getAsBoolean() {
        return random != null && time.stepped().isWorker() && random.nextInt(ONE_OF) == 0;
    }
}
