package io.ordermonitor.step;

import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.ManagedOrder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides order by order: what throws for one order is an error of that order alone. */
final class EachOrder {
    private static final Logger LOG = LoggerFactory.getLogger(EachOrder.class);

    private EachOrder() {}

    /** What was decided for an order; {@code otherwise} if deciding threw, which is noted. */
    static <T> T decide(int step, ManagedOrder order, StepNotes.Collector notes, T otherwise, Supplier<T> decision) {
        try {
            return decision.get();
        } catch (RuntimeException e) {
            LOG.error(
                    "decision failed user={} account={} order={} step={}",
                    order.userId(),
                    order.accountId(),
                    order.id(),
                    step,
                    e);
            notes.find(Finding.alarm(
                    step,
                    order.accountId(),
                    order.id(),
                    Code.STEP_FAILED,
                    "Order " + order.id() + ", account " + order.accountId() + ": step " + step
                            + " could not decide about it (" + e + "); look after it at the broker"));
            return otherwise;
        }
    }
}
