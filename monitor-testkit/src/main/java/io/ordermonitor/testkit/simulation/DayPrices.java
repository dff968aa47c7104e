package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.paper.Print;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** What trades on simulated days, and at which prices. Immutable. */
interface DayPrices {
    Shares shares();

    /**
     * The prices of a day.
     *
     * @param until the market stands still from here on
     * @param random of the day, the same for the same seed
     */
    List<Print> prints(DayTimes times, Instant until, Random random);
}
