package io.ordermonitor.execution;

import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.SafetySwitch;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.order.Switches;
import io.ordermonitor.store.Inputs;
import java.util.List;

/** Flattens in one act: no more entries, and everything out. Called by the holder of the user's write lock only. */
public final class Flattening {
    private final Inputs inputs;
    private final OrderIntake intake;

    Flattening(Inputs inputs, OrderIntake intake) {
        this.inputs = inputs;
        this.intake = intake;
    }

    /**
     * Sets stop-entries for the scope and asks every order in it that is not ended to exit; the next cycle carries it
     * out, for paused orders the first one after they are resumed. Harmless if repeated.
     */
    public IntakeResult flatten(UserDesk desk, SwitchScope scope) {
        if (scope instanceof SwitchScope.OneAccount one
                && desk.account(one.accountId()).isEmpty()) {
            return new IntakeResult.Refused(
                    "account " + one.accountId() + " is not an active account of user " + desk.userId());
        }
        Switches switches = inputs.change(desk.userId(), SafetySwitch.STOP_ENTRIES, scope, true);
        List<ManagedOrder> asked = intake.exitAll(desk, scope);
        List<Long> paused = asked.stream()
                .filter(order -> switches.pauses(order.terms()))
                .map(ManagedOrder::id)
                .toList();
        return new IntakeResult.Flattened(scope, asked, paused);
    }
}
