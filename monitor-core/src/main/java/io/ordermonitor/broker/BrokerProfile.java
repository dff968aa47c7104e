package io.ordermonitor.broker;

import java.time.Duration;

/**
 * What a broker takes and how often.
 *
 * @param name the profile's name
 * @param settleWindow for how long after a call its effect may be missing from the books, and positions may lag fills
 * @param absenceSpacing how far apart two reads must begin to prove an order absent
 * @param readSpacing the least time between the starts of two reads of one account; zero: they go together
 * @param writesPerSecond writes of one account in any second
 * @param modifyCap how many modifications an order takes; two of them are kept back
 * @param takesStopMarket true if the venue takes STOPMARKET
 * @param hasQuotes true if {@link Broker#quotes} answers
 */
public record BrokerProfile(
        String name,
        Duration settleWindow,
        Duration absenceSpacing,
        Duration readSpacing,
        int writesPerSecond,
        int modifyCap,
        boolean takesStopMarket,
        boolean hasQuotes) {
    /** Figures that suit the paper broker and most others: 15 s, 5 s, together, 8 writes a second, 25, no, no. */
    public static BrokerProfile named(String name) {
        return new BrokerProfile(
                name, Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ZERO, 8, 25, false, false);
    }
}
