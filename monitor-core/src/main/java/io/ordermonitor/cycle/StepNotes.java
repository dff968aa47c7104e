package io.ordermonitor.cycle;

import io.ordermonitor.message.Message.OrderUpdate;
import io.ordermonitor.order.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a step has to say besides its result.
 *
 * @param findings errors and alarms, for step 10
 * @param updates orders whose visible state changed
 * @param remarks what was out of the ordinary though the step was done
 * @param followUp accounts that want to be read again soon
 */
public record StepNotes(List<Finding> findings, List<OrderUpdate> updates, List<String> remarks, Set<Long> followUp) {
    /** Nothing to say. */
    public static final StepNotes NONE = new StepNotes(List.of(), List.of(), List.of(), Set.of());

    public StepNotes {
        findings = List.copyOf(findings);
        updates = List.copyOf(updates);
        remarks = List.copyOf(remarks);
        followUp = Set.copyOf(followUp);
    }

    /** Collects notes while a step works; not thread-safe. */
    public static final class Collector {
        private final List<Finding> findings = new ArrayList<>();
        private final List<OrderUpdate> updates = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();
        private final Set<Long> followUp = new HashSet<>();

        /** Adds an error or alarm. */
        public void find(Finding finding) {
            findings.add(finding);
        }

        /** Adds an update of an order. */
        public void update(OrderUpdate update) {
            updates.add(update);
        }

        /** Adds a remark. */
        public void remark(String remark) {
            remarks.add(remark);
        }

        /** Asks for the account to be read again soon. */
        public void followUp(long accountId) {
            followUp.add(accountId);
        }

        /** What was collected. */
        public StepNotes notes() {
            return new StepNotes(findings, updates, remarks, followUp);
        }
    }
}
