package io.ordermonitor;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.step.AlarmReport;
import io.ordermonitor.store.StoreException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Users whose scheduled cycles protect nothing, because step 4 is not reached or fails, or because they cannot begin: an
 * alarm from the third cycle in a row on while the user is exposed, told again every ten minutes. The first whole cycle
 * ends it. (Accounts that cannot be read at their broker are step 1's own alarm.) Thread-safe.
 */
final class BlindCycles {
    private static final int PATIENCE_CYCLES = 2;
    private static final Set<Code> OWN = Set.of(Code.DATABASE, Code.STEP_FAILED);

    private final AlarmReport alarms;
    private final Clock clock;
    private final BiConsumer<Long, Message> audience;
    private final Map<Long, Integer> inARow = new ConcurrentHashMap<>();

    /**
     * @param audience is given what a user is told
     */
    BlindCycles(AlarmReport alarms, Clock clock, BiConsumer<Long, Message> audience) {
        this.alarms = alarms;
        this.clock = clock;
        this.audience = audience;
    }

    /** A scheduled cycle ended. */
    void ended(CycleReport report, boolean exposed) {
        report.blinding()
                .ifPresentOrElse(
                        finding -> blind(report.userId(), exposed, finding.code(), finding.message()),
                        () -> forget(report.userId()));
    }

    /** A cycle could not begin. */
    void failed(long userId, CycleScope.Kind kind, boolean exposed, Exception failure) {
        if (kind == CycleScope.Kind.SCHEDULED) {
            Code code = failure instanceof StoreException ? Code.DATABASE : Code.STEP_FAILED;
            blind(userId, exposed, code, "it could not begin: " + failure.getMessage());
        }
    }

    /** A scheduled cycle found no active account: there is nothing that it could have followed. */
    void idle(long userId) {
        forget(userId);
        Instant now = clock.instant();
        List<Finding> over = alarms.end(userId, OWN, now);
        if (!over.isEmpty()) {
            audience.accept(userId, new Message.MonitoringErrors(over, now));
        }
    }

    private void blind(long userId, boolean exposed, Code code, String why) {
        int times = inARow.merge(userId, 1, Integer::sum);
        if (times <= PATIENCE_CYCLES || !exposed) {
            return;
        }
        Instant now = clock.instant();
        String message = "Orders and positions of user " + userId + " have not been followed for more than "
                + PATIENCE_CYCLES + " cycles (the last one: " + why
                + "). What rests at his brokers stays there, nothing new is protected: look at it there.";
        if (alarms.raiseAgain(new Alarm(userId, 0, 0, code, message, now, null))) {
            audience.accept(userId, new Message.MonitoringErrors(List.of(Finding.alarm(0, 0, 0, code, message)), now));
        }
    }

    /** Nothing failed, or nobody follows the user any more. */
    void forget(long userId) {
        inARow.remove(userId);
    }
}
