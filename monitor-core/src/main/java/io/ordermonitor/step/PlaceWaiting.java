package io.ordermonitor.step;

import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.PlaceRegenerated;
import io.ordermonitor.cycle.Regenerated;
import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.cycle.StepOutput;
import io.ordermonitor.execution.Desks;
import io.ordermonitor.execution.IntakeResult;
import io.ordermonitor.execution.OrderIntake;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.message.Message.UpdateCause;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Regeneration;
import io.ordermonitor.store.Inputs;
import io.ordermonitor.store.Regenerations;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Step 9 as specified: places today's waiting rows, permission and switches read again; not those that have waited for
 * longer than a rejection may be old, for their prices are of then.
 */
final class PlaceWaiting implements PlaceRegenerated {
    private final Desks desks;
    private final OrderIntake intake;
    private final Regenerations regenerations;
    private final Inputs inputs;
    private final Pictures pictures;
    private final Writing writing;
    private final RegenerationMemory memory;
    private final Duration longestWait;
    private final ZoneId zone;

    PlaceWaiting(
            Desks desks,
            OrderIntake intake,
            Regenerations regenerations,
            Inputs inputs,
            Pictures pictures,
            Writing writing,
            RegenerationMemory memory,
            Duration longestWait,
            ZoneId zone) {
        this.desks = desks;
        this.intake = intake;
        this.regenerations = regenerations;
        this.inputs = inputs;
        this.pictures = pictures;
        this.writing = writing;
        this.memory = memory;
        this.longestWait = longestWait;
        this.zone = zone;
    }

    @Override
    public StepOutput.Done place(CycleScope scope, Regenerated regenerated) throws InterruptedException {
        StepNotes.Collector notes = new StepNotes.Collector();
        if (regenerated.waiting().isEmpty()) {
            return new StepOutput.Done(StepNotes.NONE);
        }
        LocalDate day = LocalDate.ofInstant(scope.now(), zone);
        int expired = regenerations.expireBefore(scope.userId(), day, scope.now());
        if (expired > 0) {
            notes.remark(expired + " regenerated entries of an earlier day expired");
        }
        int placed = 0;
        for (Regeneration row : regenerated.waiting()) {
            if (row.tradingDay().equals(day) && place(scope, row, notes)) {
                placed++;
            }
        }
        memory.waits(scope.userId());
        if (placed > 0) {
            notes.remark(placed + (placed == 1 ? " regenerated entry placed" : " regenerated entries placed"));
        }
        return new StepOutput.Done(notes.notes());
    }

    private boolean place(CycleScope scope, Regeneration row, StepNotes.Collector notes) throws InterruptedException {
        UserDesk desk = desks.of(scope.userId());
        try {
            if (!inputs.gate(scope.userId()).permission().allows(row.terms().strategy())) {
                regenerations.end(row.id(), Regeneration.Status.FAILED, "permission was withdrawn", scope.now());
                return false;
            }
            if (row.madeAt().plus(longestWait).isBefore(scope.now())) {
                fail(scope, row, "it has waited for more than " + longestWait.toSeconds() + " s", notes);
                return false;
            }
            IntakeResult result = intake.submit(desk, row, new Cause(9, "regenerate", scope.number()));
            if (result instanceof IntakeResult.Taken taken) {
                pictures.update(
                                desk,
                                Optional.empty(),
                                taken.order(),
                                new UpdateCause(9, "entry.place", scope.number()),
                                scope.now())
                        .ifPresent(notes::update);
                writing.errors(9, taken.written()).forEach(notes::find);
                return true;
            }
            String reason = result instanceof IntakeResult.Refused refused
                    ? refused.reason()
                    : "its request key was used before";
            fail(scope, row, reason, notes);
        } catch (RuntimeException e) {
            notes.find(failure(row, e.toString()));
        }
        return false;
    }

    private void fail(CycleScope scope, Regeneration row, String reason, StepNotes.Collector notes) {
        regenerations.end(row.id(), Regeneration.Status.FAILED, reason, scope.now());
        notes.find(failure(row, reason));
    }

    private static Finding failure(Regeneration row, String reason) {
        return Finding.error(
                9,
                row.terms().accountId(),
                row.rejectedId(),
                Code.ORDER_REFUSED,
                "Order " + row.rejectedId() + ", account " + row.terms().accountId()
                        + ": its regenerated entry was not placed: " + reason);
    }
}
