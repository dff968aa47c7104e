package io.ordermonitor.execution;

import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.SwitchScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What became of something a user asked. */
public sealed interface IntakeResult {
    /**
     * It was taken.
     *
     * @param order as it is now
     * @param written what was written to the broker
     * @param said what is still to be known, as a sentence; "" if nothing
     */
    record Taken(ManagedOrder order, List<OrderWriter.Written> written, String said) implements IntakeResult {
        public Taken {
            written = List.copyOf(written);
        }

        Taken(ManagedOrder order, List<OrderWriter.Written> written) {
            this(order, written, "");
        }
    }

    /**
     * A scope was flattened.
     *
     * @param orders those that were asked to exit, as they are now; all that are not ended
     * @param paused ids of those that a pause keeps from exiting until it ends
     * @param inactive ids of those on accounts that are not active, to which nothing is sent until they are
     * @param unstored by id, why what was asked of some of them could not be stored: a process that ends now takes it
     *     with it
     */
    record Flattened(
            SwitchScope scope,
            List<ManagedOrder> orders,
            List<Long> paused,
            List<Long> inactive,
            Map<Long, String> unstored)
            implements IntakeResult {
        public Flattened {
            orders = List.copyOf(orders);
            paused = List.copyOf(paused);
            inactive = List.copyOf(inactive);
            unstored = Map.copyOf(unstored);
        }

        /** What was done, as a sentence for whoever asked. */
        String said() {
            String asked = "stop-entries is set for " + scope.named() + "; orders asked to exit: " + orders.size();
            String waiting = paused.isEmpty() ? "" : ", of which paused until they are resumed: " + paused;
            String unsent = inactive.isEmpty()
                    ? ""
                    : ", of which on accounts that are not active, close them at the broker: " + inactive;
            String held = unstored.isEmpty()
                    ? ""
                    : ", of which could not be stored: " + new TreeMap<>(unstored) + ", which " + OrderIntake.HOLDS;
            return asked + waiting + unsent + held;
        }
    }

    /** The request key is known: nothing was done. */
    record Repeated(long orderId) implements IntakeResult {}

    /**
     * Nothing was done, save that a flatten has stopped entries all the same and says so; the reason says what, which and
     * what next.
     *
     * @param lookAt the order at which a cycle is to look at once, for what refused it may have changed meanwhile
     */
    record Refused(String reason, Optional<ManagedOrder> lookAt) implements IntakeResult {
        public Refused(String reason) {
            this(reason, Optional.empty());
        }
    }
}
