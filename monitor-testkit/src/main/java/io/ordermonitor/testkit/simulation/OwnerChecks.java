package io.ordermonitor.testkit.simulation;

import java.util.HashSet;
import java.util.Set;

/** That a write goes to an account that may be written to, and for nobody but its user: OBSERVE and OTHERS. */
final class OwnerChecks {
    private final Evidence evidence;
    private final Set<Long> observed = new HashSet<>();

    OwnerChecks(Evidence evidence) {
        this.evidence = evidence;
    }

    void observed(long accountId, boolean only) {
        if (only) {
            observed.add(accountId);
        } else {
            observed.remove(accountId);
        }
    }

    void beforeWrite(LineLog.Sent sent) {
        long account = sent.accountId();
        if (observed.contains(account)) {
            evidence.broken(Invariant.OBSERVE, account, 0, sent.kind() + " " + sent.tag());
        }
        evidence.ledger()
                .newest(sent.tag())
                .filter(intent -> intent.accountId() != account
                        || intent.userId() != evidence.plan().userOf(account))
                .ifPresent(intent -> evidence.broken(
                        Invariant.OTHERS,
                        account,
                        intent.orderId(),
                        sent.kind() + " " + sent.tag() + " of user " + intent.userId()));
    }
}
