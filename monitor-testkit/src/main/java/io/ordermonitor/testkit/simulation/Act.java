package io.ordermonitor.testkit.simulation;

import java.time.Duration;
import java.util.Comparator;

/** What the user, or his programs, do at a time of the day. */
sealed interface Act {
    /** The order in which acts come. */
    Comparator<Act> BY_TIME = Comparator.comparing(Act::at);

    /** From the day's beginning. */
    Duration at();

    /** A new managed order, around the price of then; asked again under its key until it is answered. */
    record Submit(Duration at, Shape shape) implements Act {}

    /** An order of the day so far gets another stop and target. */
    record Amend(Duration at, int pick) implements Act {}

    /** The rest of an entry is ended. */
    record Cancel(Duration at, int pick) implements Act {}

    /** An order is closed at the market. */
    record Exit(Duration at, int pick) implements Act {}

    /** Fair prices of all instruments around their last prices. */
    record FairPrices(Duration at, int pick) implements Act {}

    /** A user's entries are stopped, his orders perhaps closed with them; or they are allowed again. */
    record StopEntries(Duration at, long userId, boolean stopped, boolean flattens) implements Act {}

    /** A user permits new entries of the monitor's own, or does no more. */
    record Permit(Duration at, long userId, boolean permitted) implements Act {}

    /** How a submitted order looks, without its prices: those depend on the market of then. */
    record Shape(
            long accountId,
            int instrument,
            boolean buys,
            int lots,
            int entry,
            int entryTicks,
            int stopTicks,
            int targetTicks,
            boolean intraday,
            String key) {}
}
