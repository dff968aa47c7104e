package io.ordermonitor.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Intent.Outcome;
import io.ordermonitor.order.OrderChange.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The story of one order, told as a person would. */
class OrderTaleTest {
    private static final Instant TEN = Instant.parse("2026-11-23T04:30:00Z");
    private static final BigDecimal STOP = new BigDecimal("80.0000");
    private static final BigDecimal TARGET = new BigDecimal("103");
    private static final NewManagedOrder TERMS = new NewManagedOrder(
            1,
            1,
            InstrumentId.parse("NSECM:2885"),
            Side.BUY,
            Product.NRML,
            300,
            OrderType.LIMIT,
            null,
            new BigDecimal("91.50"),
            STOP,
            null,
            TARGET,
            "mine",
            null,
            "my-key");

    private final List<AuditedWrite> writes = new ArrayList<>();
    private final List<OrderChange> changes = new ArrayList<>();
    private final List<LegChange> legs = new ArrayList<>();
    private final List<AskedRequest> requests = new ArrayList<>();
    private final List<Alarm> alarms = new ArrayList<>();
    private final List<Takeover> takeovers = new ArrayList<>();
    private ManagedOrder order = ManagedOrder.of(12, TERMS, null, 1, LocalDate.of(2026, 11, 23), TEN);

    private static Instant at(double seconds) {
        return TEN.plusMillis((long) (seconds * 1000));
    }

    private List<String> story() {
        AuditTrail trail = new AuditTrail(order, writes, changes, legs, requests, alarms, takeovers, null, null);
        return OrderTale.tell(trail).stream().map(StoryLine::sentence).toList();
    }

    private static Intent intent(
            LegKind leg, WriteKind kind, @Nullable OrderTerms terms, Cause cause, long fence, double seconds) {
        return new Intent(
                "q1xc" + leg.letter() + "1",
                kind == WriteKind.PLACE ? 0 : 7,
                kind,
                1,
                1,
                12,
                leg,
                0,
                1,
                TERMS.instrument(),
                leg.isExit() ? Side.SELL : Side.BUY,
                Product.NRML,
                terms,
                null,
                cause,
                fence,
                LocalDate.of(2026, 11, 23),
                at(seconds));
    }

    private static AuditedWrite accepted(Intent intent, String id) {
        Instant from = intent.createdAt();
        return new AuditedWrite(
                intent, new Reply(Outcome.ACCEPTED, "", from, from.plusMillis(12)), Outcome.ACCEPTED, id, "", from);
    }

    private static LegChange seen(LegKind leg, LegState state, int filled, String average, double seconds) {
        return new LegChange(
                "q1xc" + leg.letter() + "1",
                leg,
                2,
                at(seconds),
                1,
                1,
                state,
                300,
                filled,
                filled == 0 ? null : new BigDecimal(average),
                "B7",
                false,
                "");
    }

    private static OrderChange change(double seconds, Cause cause, long fence, String what, Standing after) {
        return new OrderChange(2, at(seconds), cause, fence, what, after);
    }

    private static Cause book(long cycle) {
        return new Cause(3, "book", cycle);
    }

    @Test
    void fromTheRequestToTheStopIsToldInTheOrderInWhichItHappened() {
        requests.add(new AskedRequest(5, OrderRequest.Kind.SUBMIT, "my-key", at(-0.2), OrderRequest.Status.DONE, ""));
        writes.add(accepted(
                intent(
                        LegKind.ENTRY,
                        WriteKind.PLACE,
                        OrderTerms.limit(300, new BigDecimal("91.5")),
                        new Cause(0, "entry.place", 0, 5),
                        1,
                        0),
                "B7"));
        legs.add(seen(LegKind.ENTRY, LegState.PARTIAL, 120, "91.4500", 7));
        changes.add(change(
                7,
                book(1),
                1,
                "ENTERING to OPEN",
                new Standing(OrderState.OPEN, 120, 120, 0, false, false, STOP, TARGET)));
        writes.add(accepted(
                intent(
                        LegKind.SL,
                        WriteKind.PLACE,
                        OrderTerms.stopLimit(120, STOP, new BigDecimal("79.60")),
                        new Cause(4, "sl.place", 1),
                        1,
                        7),
                "B8"));
        legs.add(seen(LegKind.ENTRY, LegState.FILLED, 300, "91.48", 9));

        assertThat(story())
                .containsExactly(
                        "Submitted by request 5 (SUBMIT, key my-key): buy 300 NSECM:2885 NRML limit 91.50, stop 80.00,"
                                + " target 103.00, strategy mine.",
                        "Entry sent as it was submitted: buy 300 limit 91.50 (q1xce1, entry.place, outside a cycle,"
                                + " lease 1). Accepted as broker order B7 after 12 ms.",
                        "Entry (q1xce1, broker order B7) is seen to have filled 120 of 300 at 91.45 on average.",
                        "It is OPEN with 120 units.",
                        "Stop-loss sent because filled units had no stop: sell 120 trigger 80.00 limit 79.60 (q1xcs1,"
                                + " sl.place, step 4, cycle 1, lease 1). Accepted as broker order B8 after 12 ms.",
                        "Entry (q1xce1, broker order B7) is seen to have filled 180 more, 300 of 300 at 91.48 on"
                                + " average.");
    }

    @Test
    void anUnknownOutcomeIsToldWithWhatTheBookShowedOfItAndWhoTookOver() {
        Intent entry = intent(
                LegKind.ENTRY,
                WriteKind.PLACE,
                OrderTerms.limit(300, new BigDecimal("91.5")),
                Cause.asked("entry.place"),
                1,
                0);
        Reply timeOut = new Reply(Outcome.UNKNOWN, "time-out", at(0), at(5));
        writes.add(new AuditedWrite(entry, timeOut, Outcome.FOUND, "B7", "PLACE found", at(21)));
        takeovers.add(new Takeover(1, at(-100)));
        takeovers.add(new Takeover(2, at(9000)));
        changes.add(change(
                21,
                book(1),
                2,
                "ENTERING to OPEN",
                new Standing(OrderState.OPEN, 300, 300, 0, false, false, STOP, TARGET)));

        assertThat(story())
                .containsExactly(
                        "Submitted by the application: buy 300 NSECM:2885 NRML limit 91.50, stop 80.00, target 103.00,"
                                + " strategy mine.",
                        "Entry sent as it was submitted: buy 300 limit 91.50 (q1xce1, entry.place, outside a cycle,"
                                + " lease 1). No answer came after 5000 ms: time-out; whether it took effect nobody"
                                + " knew.",
                        "Another process took the user over, or the server was started anew: from here on under lease"
                                + " number 2.",
                        "The order book settles the placement of the entry of q1xce1: it took effect, as broker order"
                                + " B7.",
                        "It is OPEN with 300 units.");
    }

    /** Its row gets the order's number with the answer, which is stored later. */
    @Test
    void anOrderOfARequestThatIsNotAnsweredYetIsNotTheApplications() {
        Cause asked = new Cause(0, "entry.place", 0, 5);
        OrderTerms limit = OrderTerms.limit(300, new BigDecimal("91.5"));
        writes.add(accepted(intent(LegKind.ENTRY, WriteKind.PLACE, limit, asked, 1, 0), "B7"));

        assertThat(story()).first().asString().startsWith("Submitted by request 5: buy 300");
    }

    @Test
    void nobodyIsNamedWhoIsNotKnown() {
        assertThat(story())
                .containsExactly(
                        "Taken over, its entry at the broker already: buy 300 NSECM:2885 NRML limit 91.50, stop"
                                + " 80.00, target 103.00, strategy mine.");
    }

    @Test
    void theBookSettlesAPlacementBeforeWhatItShowsOfIt() {
        OrderTerms limit = OrderTerms.limit(300, new BigDecimal("91.5"));
        Intent entry = intent(LegKind.ENTRY, WriteKind.PLACE, limit, Cause.asked("entry.place"), 1, 0);
        Reply timeOut = new Reply(Outcome.UNKNOWN, "time-out", at(0), at(5));
        writes.add(new AuditedWrite(entry, timeOut, Outcome.FOUND, "B7", "PLACE found", at(21.03)));
        legs.add(seen(LegKind.ENTRY, LegState.PARTIAL, 120, "91.4500", 21));

        assertThat(story())
                .endsWith(
                        "The order book settles the placement of the entry of q1xce1: it took effect, as broker order"
                                + " B7.",
                        "Entry (q1xce1, broker order B7) is seen to have filled 120 of 300 at 91.45 on average.");
    }

    @Test
    void takeoversBetweenWhichNothingHappenedAreOneLine() {
        OrderTerms limit = OrderTerms.limit(300, new BigDecimal("91.5"));
        writes.add(accepted(intent(LegKind.ENTRY, WriteKind.PLACE, limit, Cause.asked("entry.place"), 1, 0), "B7"));
        for (int fence = 1; fence <= 4; fence++) {
            takeovers.add(new Takeover(fence, at(100 * fence)));
        }
        Standing open = new Standing(OrderState.OPEN, 300, 300, 0, false, false, STOP, TARGET);
        changes.add(change(900, book(1), 4, "ENTERING to OPEN", open));

        assertThat(story())
                .endsWith(
                        "Another process took the user over, or the server was started anew, 3 times: from here on"
                                + " under lease number 4.",
                        "It is OPEN with 300 units.");
    }

    @Test
    void refusalsAlarmsAndWhatOthersDidAreTold() {
        Intent stop = intent(
                LegKind.SL,
                WriteKind.PLACE,
                OrderTerms.stopLimit(300, STOP, new BigDecimal("79.60")),
                new Cause(4, "sl.place", 2),
                1,
                10);
        Reply no = new Reply(Outcome.REFUSED, "margin", at(10), at(10.02));
        writes.add(new AuditedWrite(stop, no, Outcome.REFUSED, null, "margin", at(10.02)));
        alarms.add(new Alarm(1, 1, 12, Code.UNPROTECTED, "300 units have no stop", at(30), at(90)));
        Standing open = new Standing(OrderState.OPEN, 300, 300, 0, false, false, STOP, TARGET);
        changes.add(change(5, book(1), 1, "ENTERING to OPEN", open));
        changes.add(change(
                60,
                book(4),
                1,
                "OPEN to CLOSED_EXTERNALLY",
                new Standing(OrderState.CLOSED_EXTERNALLY, 300, 0, 300, false, false, STOP, TARGET)));

        assertThat(story())
                .contains(
                        "Stop-loss sent because filled units had no stop: sell 300 trigger 80.00 limit 79.60 (q1xcs1,"
                                + " sl.place, step 4, cycle 2, lease 1). Refused after 20 ms: margin.",
                        "ALARM UNPROTECTED: 300 units have no stop",
                        "The alarm UNPROTECTED is over.",
                        "300 units were closed by somebody else, at the broker: they are booked as closed outside. It"
                                + " is CLOSED_EXTERNALLY: nothing is open any more.");
    }

    @Test
    void whatWasAskedIsToldWithWhoAskedAndWhatWasRefused() {
        Standing open = new Standing(OrderState.OPEN, 300, 300, 0, false, false, STOP, TARGET);
        Standing amended = new Standing(OrderState.OPEN, 300, 300, 0, false, false, new BigDecimal("81"), null);
        Standing leaving = new Standing(OrderState.OPEN, 300, 300, 0, true, true, new BigDecimal("81"), null);
        requests.add(request(6, OrderRequest.Kind.AMEND, 20, OrderRequest.Status.DONE, "its target is taken away"));
        requests.add(request(7, OrderRequest.Kind.AMEND, 30, OrderRequest.Status.REFUSED, "beyond the market"));
        requests.add(request(8, OrderRequest.Kind.CANCEL, 35, null, ""));
        changes.add(change(5, book(1), 1, "ENTERING to OPEN", open));
        changes.add(change(21, Cause.asked("order.amend").askedBy(6), 1, "AMENDED", amended));
        changes.add(change(40, Cause.asked("order.exit"), 1, "filled 300, open 300", leaving));

        assertThat(story())
                .endsWith(
                        "It is OPEN with 300 units.",
                        "Amended by request 6 (AMEND), stop 81.00, no target.",
                        "Request 7 (AMEND) was refused: beyond the market",
                        "Request 8 (CANCEL) was written and waits for its answer.",
                        "Exit asked for by the application.");
    }

    private static AskedRequest request(
            long id, OrderRequest.Kind kind, double at, OrderRequest.@Nullable Status status, String reason) {
        return new AskedRequest(id, kind, "", at(at), status, reason);
    }

    @Test
    void whatAnOlderVersionStoredIsToldInItsWords() {
        changes.add(new OrderChange(2, at(1), new Cause(3, "", 0), 0, "ENTERING to OPEN", null));
        order = order.withState(OrderState.OPEN);

        assertThat(story()).last().isEqualTo("Stored: ENTERING to OPEN.");
    }
}
