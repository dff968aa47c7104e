package io.ordermonitor.testkit;

import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Side;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call that a {@link FakeBroker} was given.
 *
 * @param tag of a write, else ""
 * @param brokerOrderId what a modification or cancellation addressed, or a placement was given; else ""
 * @param instrument of a placement; null otherwise
 * @param side of a placement; null otherwise
 * @param terms of a placement or modification; null otherwise
 * @param result of a write; null for reads
 * @param failure why a read failed; null if it did not, and for writes
 */
public record BrokerCall(
        Kind kind,
        String tag,
        String brokerOrderId,
        @Nullable InstrumentId instrument,
        @Nullable Side side,
        @Nullable OrderTerms terms,
        @Nullable WriteResult result,
        @Nullable FailureKind failure,
        Instant startedAt,
        Instant endedAt) {
    /** What was called. */
    public enum Kind {
        ORDER_BOOK,
        POSITIONS,
        QUOTES,
        PLACE,
        MODIFY,
        CANCEL,
        LOGIN;

        /** True for the calls that change something at a broker. */
        public boolean isWrite() {
            return this == PLACE || this == MODIFY || this == CANCEL;
        }
    }

    static BrokerCall asked(Kind kind, String tag, String brokerOrderId, @Nullable OrderTerms terms) {
        return new BrokerCall(kind, tag, brokerOrderId, null, null, terms, null, null, Instant.EPOCH, Instant.EPOCH);
    }

    static BrokerCall asked(PlaceOrder order) {
        return new BrokerCall(
                Kind.PLACE,
                order.tag(),
                "",
                order.instrument(),
                order.side(),
                order.terms(),
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    BrokerCall ended(WriteResult with, Instant began, Instant ended) {
        String id = with instanceof WriteResult.Accepted accepted ? accepted.brokerOrderId() : brokerOrderId;
        return new BrokerCall(kind, tag, id, instrument, side, terms, with, null, began, ended);
    }

    static BrokerCall read(Kind kind, @Nullable FailureKind failure, Instant startedAt, Instant endedAt) {
        return new BrokerCall(kind, "", "", null, null, null, null, failure, startedAt, endedAt);
    }
}
