package io.ordermonitor.netty.server.process;

import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.Read;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.broker.paper.PaperFill;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What is said between the exchange's process and all others, as JSON. */
final class Wire {
    static final JsonMapper JSON = new JsonMapper();

    private Wire() {}

    /** The answer to a write. */
    record Written(String kind, String text) {
        static Written of(WriteResult result) {
            if (result instanceof WriteResult.Accepted accepted) {
                return new Written("ACCEPTED", accepted.brokerOrderId());
            }
            if (result instanceof WriteResult.Refused refused) {
                return new Written("REFUSED", refused.reason());
            }
            if (result instanceof WriteResult.NotSent notSent) {
                return new Written("NOT_SENT", notSent.reason());
            }
            return new Written("UNKNOWN", ((WriteResult.Unknown) result).reason());
        }

        WriteResult result() {
            return switch (kind) {
                case "ACCEPTED" -> new WriteResult.Accepted(text);
                case "REFUSED" -> new WriteResult.Refused(text);
                case "NOT_SENT" -> new WriteResult.NotSent(FailureKind.UNREACHABLE, text);
                default -> new WriteResult.Unknown(text, false);
            };
        }
    }

    /** The answer to a read of an order book. */
    record Orders(boolean fresh, List<BrokerOrder> rows) {
        static Orders of(Read<BrokerOrder> read) {
            return read instanceof Read.Fresh<BrokerOrder> fresh
                    ? new Orders(true, fresh.rows())
                    : new Orders(false, List.of());
        }
    }

    /** The answer to a read of positions. */
    record Positions(boolean fresh, List<Position> rows) {
        static Positions of(Read<Position> read) {
            return read instanceof Read.Fresh<Position> fresh
                    ? new Positions(true, fresh.rows())
                    : new Positions(false, List.of());
        }
    }

    /** A last price. */
    record Quote(InstrumentId instrument, BigDecimal price) {}

    record Quotes(List<Quote> rows) {}

    /** Order events after a number, and the number of the last of them. */
    record Events(long upTo, List<BrokerOrder> rows) {}

    /** What an account's books show of late. */
    record Account(long account, List<BrokerOrder> rows, List<PaperFill> fills, int fillsBefore, List<Position> net) {}

    record Books(List<Account> accounts) {}

    /** An order that a person places at the broker's terminal. */
    record ByHand(InstrumentId instrument, Side side, Product product, OrderTerms terms) {}

    /**
     * Waits for a write and holds it.
     *
     * @param call place, modify, cancel or any
     * @param leg the letter of the leg in the write's tag, or * for any
     * @param point BEFORE: it acts when it is let go; NEVER: it is forgotten; AFTER: it has acted
     * @param skip how many such writes pass before
     */
    record Trap(String call, String leg, Point point, int skip) {
        enum Point {
            BEFORE,
            NEVER,
            AFTER
        }
    }

    /** Whether a write ran into the trap, and which. */
    record Sprung(boolean caught, String what) {}

    /** How the line misbehaves: shares of all calls, from 0 to 1. */
    record Faults(double cutBefore, double lostAfter, double late, long lateMillis) {
        static final Faults NONE = new Faults(0, 0, 0, 0);
    }
}
