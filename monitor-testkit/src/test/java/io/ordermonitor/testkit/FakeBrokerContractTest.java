package io.ordermonitor.testkit;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.loop.SteppedTime;
import io.ordermonitor.testkit.contract.BrokerContract;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

class FakeBrokerContractTest extends BrokerContract {
    private final SteppedTime time = new SteppedTime(Instant.parse("2026-11-20T06:30:00Z"), ZoneId.of("Asia/Kolkata"));
    private final FakeBroker broker = new FakeBroker(time);

    @Override
    protected Broker open() {
        return broker;
    }

    @Override
    protected Clock clock() {
        return time;
    }

    @Override
    protected void pass(Duration duration) {
        PaperBrokerContractTest.advance(time, duration);
    }

    @Override
    protected void fill(String tag, int quantity) {
        broker.order(tag).fill(quantity, "1499.95");
    }

    @Override
    protected void expireSession() {
        broker.expireSession();
    }

    @Override
    protected void cut(boolean down) {
        if (down) {
            broker.outage();
        } else {
            broker.restore();
        }
    }
}
