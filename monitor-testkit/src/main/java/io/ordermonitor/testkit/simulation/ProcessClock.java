package io.ordermonitor.testkit.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The clock of one simulated process, which may be ahead of the market's or behind it. Thread-safe. */
final class ProcessClock extends Clock {
    private final Clock market;
    private final Life life;

    ProcessClock(Clock market, Life life) {
        this.market = market;
        this.life = life;
    }

    @Override
    public Instant instant() {
        return market.instant().plus(life.ahead());
    }

    @Override
    public ZoneId getZone() {
        return market.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new ProcessClock(market.withZone(zone), life);
    }
}
