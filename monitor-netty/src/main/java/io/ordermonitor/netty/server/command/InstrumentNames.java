package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.PlainText;
import io.ordermonitor.netty.server.Statements;
import io.ordermonitor.netty.server.settings.Spelling;
import io.ordermonitor.order.InstrumentId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The instruments that are known, and what people call them.
 *
 * @param where names the table to follow "is not in"
 */
record InstrumentNames(String where, List<Known> known) {
    private static final int OFFERED = 3;

    InstrumentNames {
        known = List.copyOf(known);
    }

    /** One of them. */
    record Known(String id, String symbol) {
        private boolean is(String text) {
            return id.equals(text);
        }

        private int distance(String text) {
            return Math.min(distance(symbol, text), distance(id, text));
        }

        private static int distance(String name, String text) {
            String upper = name.toUpperCase(Locale.ROOT);
            int apart = Spelling.distance(upper, text);
            return upper.contains(text) ? apart - upper.length() : apart;
        }

        @Override
        public String toString() {
            return id + " (" + symbol + ")";
        }
    }

    /** Those that trade at a broker. */
    static InstrumentNames of(Statements statements, String broker) {
        return new InstrumentNames(
                "the instrument table of broker " + broker,
                statements.rows(
                        "read the instrument table",
                        "select instrument, symbol from instrument where broker = ? order by instrument",
                        row -> new Known(row.getString(1), row.getString(2)),
                        broker));
    }

    /** Those of all brokers. */
    static InstrumentNames all(Statements statements) {
        return new InstrumentNames(
                "the instrument table",
                statements.rows(
                        "read the instrument table",
                        "select instrument, min(symbol) from instrument group by instrument order by instrument",
                        row -> new Known(row.getString(1), row.getString(2))));
    }

    /** The instrument of that name; throws {@link IllegalStateException} with the nearest ones if there is none. */
    InstrumentId require(String text) {
        if (known.stream().anyMatch(one -> one.is(text))) {
            return InstrumentId.parse(text);
        }
        if (known.isEmpty()) {
            throw new IllegalStateException("instrument " + PlainText.cut(text) + " is not in " + where
                    + ", which is empty: a server fills it for its paper brokers, you fill it for others");
        }
        String wanted = text.toUpperCase(Locale.ROOT);
        String nearest = known.stream()
                .sorted(Comparator.comparingInt((Known one) -> one.distance(wanted))
                        .thenComparing(Known::id))
                .limit(OFFERED)
                .map(Known::toString)
                .collect(Collectors.joining(", "));
        throw new IllegalStateException(
                "instrument " + PlainText.cut(text) + " is not in " + where + "; the nearest are " + nearest);
    }
}
