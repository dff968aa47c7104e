package io.ordermonitor.loop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Every interleaving of connects, disconnects and a loop that looks whether anybody is there: whoever is connected has
 * a loop, and nobody else has. The checker must find the race in the variant without the lock, or it proves nothing.
 */
class ConnectDisconnectRaceTest {
    private static final int SCENARIOS = 8;
    private static final int INTERLEAVINGS = 300;

    @Test
    void whoeverIsConnectedHasALoop() {
        options().check(WithSwitch.class);
    }

    @Test
    void theCheckerFindsThePlantedRace() {
        assertThatThrownBy(() -> options().check(WithoutLock.class)).isInstanceOf(LincheckAssertionError.class);
    }

    private static ModelCheckingOptions options() {
        return new ModelCheckingOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(INTERLEAVINGS)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(0);
    }

    /** The order of the steps as the manager and the loops do them. */
    public abstract static class Protocol {
        private final AtomicInteger connections = new AtomicInteger();

        /** Registers first, then turns the loop on, then looks whether it was sent away meanwhile. */
        @Operation
        public void connect() {
            connections.incrementAndGet();
            turnOn();
            turnOffUnless(() -> connections.get() > 0);
        }

        /** Removes first, then lets the loop look. */
        @Operation
        public void disconnect() {
            connections.updateAndGet(count -> Math.max(0, count - 1));
            turnOffUnless(() -> connections.get() > 0);
        }

        /** The loop wakes and looks by itself. */
        @Operation
        public void wake() {
            turnOffUnless(() -> connections.get() > 0);
        }

        /** What must hold when nothing is under way. */
        @Validate
        public void oneLoopForWhoeverIsThere() {
            if (isOn() != connections.get() > 0) {
                throw new IllegalStateException(
                        connections.get() + " connections, but the loop is " + (isOn() ? "on" : "off"));
            }
        }

        abstract void turnOn();

        abstract void turnOffUnless(BooleanSupplier wanted);

        abstract boolean isOn();
    }

    /** The real thing. */
    public static final class WithSwitch extends Protocol {
        private final LoopSwitch onOff = new LoopSwitch();

        @Override
        void turnOn() {
            onOff.turnOn(() -> {});
        }

        @Override
        void turnOffUnless(BooleanSupplier wanted) {
            onOff.turnOffUnless(wanted, () -> {});
        }

        @Override
        boolean isOn() {
            return onOff.isOn();
        }
    }

    /** The same without the lock: between the look and the end somebody may connect. */
    public static final class WithoutLock extends Protocol {
        private volatile boolean on;

        @Override
        void turnOn() {
            on = true;
        }

        @Override
        void turnOffUnless(BooleanSupplier wanted) {
            if (!wanted.getAsBoolean()) {
                on = false;
            }
        }

        @Override
        boolean isOn() {
            return on;
        }
    }
}
