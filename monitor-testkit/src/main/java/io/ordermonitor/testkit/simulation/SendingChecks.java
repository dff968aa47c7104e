package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.OrderTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** That each write may set out: P1, P2, P3, P4, P6, P7, S4, S5 and M5, before the exchange has heard of it. */
final class SendingChecks {
    private static final Pattern TAG = Pattern.compile("[0-9a-z]{1,16}");

    /** Three cycles began, the first perhaps late, and the last of them writes. */
    private static final Duration TWO_CYCLES = Duration.ofSeconds(65);

    private static final Duration OLDEST_INTENT = Duration.ofSeconds(2);

    private final Evidence evidence;
    private final boolean twoBelieve;
    private final Set<Instant> jumps = new HashSet<>();
    private final Map<String, String> owners = new HashMap<>();
    private final Map<Reader, Instant> positionsDown = new HashMap<>();
    private @Nullable String installation;

    /** A process as it reads an account. */
    private record Reader(long accountId, int process) {}

    SendingChecks(Evidence evidence) {
        this.evidence = evidence;
        this.twoBelieve = evidence.plan().plans(FaultKind.TWO_BELIEVE);
    }

    /** The clock of a process goes on from another instant: what it did before is before, though at the same instant. */
    void clockJumps() {
        jumps.add(evidence.now());
    }

    /** The intent under which a write sets out; empty if there is none. */
    Optional<Intent> intentOf(LineLog.Sent sent) {
        Optional<Intent> intent = evidence.ledger().newest(sent.tag());
        boolean asked = intent.isPresent()
                && intent.get().kind().name().equals(sent.kind().name())
                && intent.get().accountId() == sent.accountId()
                && isAsked(intent.get().terms(), sent.ask());
        if (!asked) {
            evidence.broken(
                    Invariant.P2,
                    sent.accountId(),
                    intent.map(Intent::orderId).orElse(0L),
                    sent.kind() + " " + sent.tag() + " was sent without a committed intent that asks for it");
        }
        return intent.filter(one -> one.kind().name().equals(sent.kind().name()));
    }

    private static boolean isAsked(@Nullable OrderTerms committed, Object ask) {
        if (ask instanceof PlaceOrder place) {
            return place.terms().equals(committed);
        }
        return ask instanceof ModifyOrder modify ? modify.terms().equals(committed) : committed == null;
    }

    void beforeWrite(LineLog.Sent sent, Intent intent) {
        checkTag(sent, intent);
        long fence = evidence.ledger().fence(intent.userId());
        // What was committed before goes out within the age that an intent may have: two that believe cannot know.
        boolean old = intent.createdAt().plus(OLDEST_INTENT).isBefore(sent.startedAt());
        if (intent.fence() < fence && (old || !twoBelieve)) {
            broken(
                    Invariant.P7,
                    sent,
                    intent,
                    "is sent under number " + intent.fence() + ", and number " + fence + " has recorded writes");
        }
        if (sent.kind() == LineLog.Kind.PLACE) {
            beforePlacement(sent, intent);
        } else {
            beforeChange(sent, intent);
        }
        boolean byPerson = intent.cause().step() == 0 || intent.cause().request() > 0;
        boolean asked = byPerson && intent.leg() == LegKind.ENTRY && sent.kind() != LineLog.Kind.MODIFY;
        if (!asked) {
            checkFreshness(sent, intent);
        }
    }

    private void checkTag(LineLog.Sent sent, Intent intent) {
        String owner = intent.orderId() + "/" + intent.leg() + "/" + intent.number();
        String known = owners.putIfAbsent(sent.tag(), owner);
        if (!TAG.matcher(sent.tag()).matches() || (known != null && !known.equals(owner))) {
            broken(Invariant.P3, sent, intent, "is a tag of " + owner + (known == null ? "" : " and of " + known));
        } else if (!sent.tag().endsWith(told(intent))) {
            broken(Invariant.P3, sent, intent, "is not told by " + owner + ", which ends in " + told(intent));
        } else {
            checkInstallation(sent, intent);
        }
    }

    /** By order, leg and number: what a tag says after its installation. */
    private static String told(Intent intent) {
        String leg = switch (intent.leg()) {
            case ENTRY -> "e";
            case SL -> "s";
            case TP -> "t";
            case FLATTEN -> "f";
        };
        return Long.toString(intent.orderId(), 36) + leg + Integer.toString(intent.number(), 36);
    }

    /** The same in all processes: what another installation sent is not ours. */
    private void checkInstallation(LineLog.Sent sent, Intent intent) {
        String own = sent.tag().substring(0, sent.tag().length() - told(intent).length());
        if (installation == null) {
            installation = own;
        } else if (!installation.equals(own)) {
            broken(Invariant.P3, sent, intent, "is of installation " + own + ", and those before of " + installation);
        }
    }

    private void beforePlacement(LineLog.Sent sent, Intent intent) {
        if (evidence.sightings().of(sent.tag()).isPresent()) {
            broken(Invariant.P1, sent, intent, "is sent twice");
            return;
        }
        for (Sightings.Sighting other : evidence.sightings().of(Sightings.Slice.of(intent))) {
            checkPredecessor(sent, intent, other);
        }
        if (intent.leg() != LegKind.ENTRY) {
            evidence.sightings().unknown(intent.orderId(), intent.leg()).stream()
                    .filter(other -> !isOfAnEarlierDay(other, sent) && isKnown(other, sent))
                    .findFirst()
                    .ifPresent(other -> broken(
                            Invariant.S4,
                            sent,
                            intent,
                            "is placed beside " + other.placement().tag() + ", whose status is unknown"));
        }
    }

    /** What was placed for the slice before is certainly over; and what was proved absent is placed anew if it is a stop. */
    private void checkPredecessor(LineLog.Sent sent, Intent intent, Sightings.Sighting other) {
        String what = "is placed after " + other.placement().tag();
        boolean againToday = intent.leg() != LegKind.TP || !isOfAnEarlierDay(other, sent);
        boolean givenUp = other.row().isEmpty()
                && other.isAbsent()
                && !other.isNever()
                && intent.leg() != LegKind.SL
                && againToday;
        if (givenUp) {
            broken(Invariant.P4, sent, intent, what + ", which was given up");
        }
        if (other.isOver() || isOfAnEarlierDay(other, sent)) {
            return;
        }
        LegState shown = other.row().map(row -> row.state()).orElse(LegState.NONE);
        if (shown == LegState.NONE) {
            broken(Invariant.P4, sent, intent, what + ", of which nobody knows yet what became");
        } else if (shown == LegState.UNKNOWN) {
            broken(Invariant.S4, sent, intent, what + ", whose status is unknown");
        } else {
            Invariant broken = other.isCancelSent() ? Invariant.M5 : Invariant.I6;
            broken(broken, sent, intent, what + ", which was last seen " + shown);
        }
    }

    /** Its session has ended, and it with it, whether or not anybody saw that. */
    private static boolean isOfAnEarlierDay(Sightings.Sighting other, LineLog.Sent sent) {
        return DayTimes.dayOf(other.newest().startedAt()).isBefore(DayTimes.dayOf(sent.startedAt()));
    }

    private void beforeChange(LineLog.Sent sent, Intent intent) {
        String id = sent.ask() instanceof ModifyOrder modify
                ? modify.brokerOrderId()
                : ((CancelOrder) sent.ask()).brokerOrderId();
        boolean known = evidence.exchange().book(sent.accountId()).stream()
                .anyMatch(row -> row.brokerOrderId().equals(id) && row.tag().equals(sent.tag()));
        if (!known) {
            broken(Invariant.P1, sent, intent, "addresses " + id + ", which does not carry it");
        }
        Optional<Sightings.Sighting> sighting = evidence.sightings().of(sent.tag());
        LegState shown = sighting.filter(one -> isKnown(one, sent))
                .flatMap(Sightings.Sighting::row)
                .map(row -> row.state())
                .orElse(LegState.NONE);
        if (shown == LegState.UNKNOWN) {
            broken(Invariant.S4, sent, intent, "is written to, and its status is unknown");
        }
        boolean busy = shown == LegState.SENT || shown == LegState.MODIFYING || shown == LegState.CANCELLING;
        if (busy || sighting.filter(Sightings.Sighting::isPending).isPresent()) {
            broken(Invariant.S5, sent, intent, "is written to while a write to it is pending, seen " + shown);
        }
    }

    /** True if the process that writes was shown it last, or has it from what the one before stored. */
    private boolean isKnown(Sightings.Sighting sighting, LineLog.Sent sent) {
        Optional<LegState> shown = sighting.row().map(BrokerOrder::state);
        return sighting.isShownTo(sent.process())
                || evidence.stored(sighting.placement().orderId()).stream()
                        .flatMap(order -> order.legOrders().stream())
                        .anyMatch(leg ->
                                leg.tag().equals(sighting.placement().tag()) && shown.equals(Optional.of(leg.state())));
    }

    private void checkFreshness(LineLog.Sent sent, Intent intent) {
        Optional<LineLog.Shown<BrokerOrder>> book = evidence.log().book(sent.accountId(), sent.process());
        if (book.isEmpty() || !book.get().isFresh()) {
            broken(Invariant.P6, sent, intent, "is sent after a book that could not be read");
            return;
        }
        if (book.get().quarantined().contains(intent.instrument())) {
            broken(Invariant.P6, sent, intent, "is sent though a row of its instrument could not be understood");
        }
        boolean unclear = evidence.log()
                .positions(sent.accountId(), sent.process())
                .filter(held -> held.isFresh() && held.quarantined().contains(intent.instrument()))
                .isPresent();
        if (unclear) {
            broken(Invariant.P6, sent, intent, "is sent though a position of its instrument could not be understood");
        }
        Instant down = positionsDown.get(new Reader(sent.accountId(), sent.process()));
        if (down != null && !isBareOfABook(sent, intent, down)) {
            broken(Invariant.P6, sent, intent, "is sent, and positions could not be read since " + down);
        }
        List<Sightings.Sighting> same = sent.kind() == LineLog.Kind.PLACE
                ? evidence.sightings().of(Sightings.Slice.of(intent))
                : evidence.sightings().of(sent.tag()).stream().toList();
        for (Sightings.Sighting one : same) {
            Instant ended = one.newest().endedAt();
            boolean jumped = book.get().startedAt().equals(ended) && jumps.contains(ended);
            if (ended == null || (!book.get().startedAt().isAfter(ended) && !jumped)) {
                broken(
                        Invariant.P6,
                        sent,
                        intent,
                        "is sent on a read of " + book.get().startedAt() + ", and "
                                + one.newest().kind() + " " + one.newest().tag() + " ended " + ended);
            }
        }
    }

    /** True for more of a stop, where positions have not been read for more than two cycles and the book has. */
    private boolean isBareOfABook(LineLog.Sent sent, Intent intent, Instant down) {
        boolean more = sent.kind() == LineLog.Kind.PLACE
                || (sent.ask() instanceof ModifyOrder modify
                        && evidence.sightings()
                                .of(sent.tag())
                                .filter(stop -> modify.terms().quantity() > stop.asked())
                                .isPresent());
        return intent.leg() == LegKind.SL && more && !sent.startedAt().isBefore(down.plus(TWO_CYCLES));
    }

    /** A cycle that came with the time read a book; where its session had ended it is read again at once, or not at all. */
    void bookRead(long accountId, LineLog.Shown<?> book) {
        if (!book.isFresh() && book.failure() != FailureKind.SESSION_EXPIRED) {
            Reader reader = new Reader(accountId, book.process());
            positionsDown.computeIfPresent(reader, (id, since) -> Instant.MAX.minus(TWO_CYCLES));
        }
    }

    /** Positions were read. */
    void positionsRead(long accountId, LineLog.Shown<?> positions) {
        Reader reader = new Reader(accountId, positions.process());
        if (positions.isFresh()) {
            positionsDown.remove(reader);
        } else if (positions.failure() != FailureKind.SESSION_EXPIRED) {
            positionsDown.merge(
                    reader, positions.startedAt(), (was, is) -> was.equals(Instant.MAX.minus(TWO_CYCLES)) ? is : was);
        }
    }

    /** A user's intents were committed: by who owns him, or not at all. */
    void committed(List<Intent> intents) {
        for (Intent intent : intents) {
            long owner = evidence.ledger().owner(intent.userId());
            if (intent.fence() < owner) {
                evidence.broken(
                        Invariant.P7,
                        intent.accountId(),
                        intent.orderId(),
                        intent.kind() + " " + intent.tag() + " was recorded under number " + intent.fence()
                                + ", and number " + owner + " had taken the user");
            }
        }
    }

    private void broken(Invariant invariant, LineLog.Sent sent, Intent intent, String what) {
        evidence.broken(invariant, sent.accountId(), intent.orderId(), sent.kind() + " " + sent.tag() + " " + what);
    }
}
