package io.ordermonitor.order;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A write to a broker, recorded before it is sent: without a committed intent no order reaches a broker.
 *
 * @param tag the client order id it concerns
 * @param write 0 for the placement; for a later write the milliseconds since then, at least 1: it grows with each write
 * @param terms what a placement or modification asks for; null for a cancellation
 * @param brokerOrderId what a modification or cancellation addresses; null for a placement
 * @param fence the fencing number of the user's owner when it was recorded
 * @param tradingDay the market clock's day
 */
public record Intent(
        String tag,
        int write,
        WriteKind kind,
        long userId,
        long accountId,
        long orderId,
        LegKind leg,
        int slice,
        int number,
        InstrumentId instrument,
        Side side,
        Product product,
        @Nullable OrderTerms terms,
        @Nullable String brokerOrderId,
        Cause cause,
        long fence,
        LocalDate tradingDay,
        Instant createdAt) {
    /** What became of an intent. */
    public enum Outcome {
        ACCEPTED,
        REFUSED,
        NOT_SENT,
        UNKNOWN,
        WOULD_SEND,
        /** No answer came; the order book shows that it took effect. */
        FOUND,
        /** No answer came; the order book shows that it did not take effect within the settle window. */
        NOT_FOUND,
        /** Its day ended before anybody learned what became of it. */
        EXPIRED;

        /** True for what a call itself may give; the others are found out later. */
        public boolean isReply() {
            return this != FOUND && this != NOT_FOUND && this != EXPIRED;
        }
    }

    /**
     * An intent's outcome as it is recorded.
     *
     * @param intent which
     * @param outcome what became of it
     * @param brokerOrderId the broker's id; null if it gave none
     * @param reason the broker's or our text, "" if none
     * @param sentAt when the call began; null if none was made
     * @param endedAt when the call ended
     */
    public record Settled(
            Intent intent,
            Outcome outcome,
            @Nullable String brokerOrderId,
            String reason,
            @Nullable Instant sentAt,
            Instant endedAt) {
        /** An outcome without a call, or of one whose beginning is not known. */
        public Settled(Intent intent, Outcome outcome, @Nullable String brokerOrderId, String reason, Instant endedAt) {
            this(intent, outcome, brokerOrderId, reason, null, endedAt);
        }

        /**
         * The leg order after the call.
         *
         * @param sessionExpired true if all that the broker said is that the session had ended
         */
        public LegOrder applyTo(LegOrder leg, boolean sessionExpired) {
            if (outcome == Outcome.UNKNOWN) {
                PendingWrite pending = PendingWrite.of(intent, endedAt, sessionExpired);
                return leg.withState(LegState.UNKNOWN, reason, leg.note()).afterWrite(endedAt, pending);
            }
            LegOrder ended = leg.afterWrite(endedAt, null);
            if (intent.kind() == WriteKind.PLACE) {
                return placed(ended);
            }
            OrderTerms to = intent.terms();
            return switch (outcome) {
                case ACCEPTED ->
                    to == null
                            ? ended.withState(LegState.CANCELLING, "")
                            : ended.modified(to).withState(LegState.MODIFYING, "");
                case REFUSED -> to == null ? ended : ended.unchanged(reason);
                case WOULD_SEND -> ended.observing(new ObservedWrite(intent.kind(), to));
                default -> ended;
            };
        }

        private LegOrder placed(LegOrder leg) {
            return switch (outcome) {
                case ACCEPTED -> leg.withState(LegState.SENT, "").withBrokerOrderId(brokerOrderId);
                case REFUSED -> leg.withState(LegState.REJECTED, reason);
                case NOT_SENT ->
                    leg.withState(
                            leg.leg() == LegKind.ENTRY ? LegState.REJECTED : LegState.NONE,
                            "not sent: " + reason,
                            LegNote.NOT_SENT);
                case WOULD_SEND -> leg.withState(LegState.NONE, reason, LegNote.WOULD_SEND);
                default -> throw new IllegalArgumentException("no call ends with " + outcome);
            };
        }
    }
}
