package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.loop.LoopSettings;
import io.ordermonitor.loop.LoopSettings.KeepMonitoring;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.testkit.FakeBrokers;
import io.ordermonitor.testkit.InMemoryConnection;
import io.ordermonitor.testkit.InMemoryStores;
import java.time.Clock;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a closed monitor leaves behind in an application that goes on. */
class ClosedMonitorTest {
    @Test
    void noTimerOfItsOwnKeepsTheApplicationAlive() throws Exception {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1);
        FakeBrokers brokers = new FakeBrokers(Clock.systemUTC(), timers);
        LoopSettings loop = LoopSettings.standard().withKeepMonitoring(KeepMonitoring.WHILE_EXPOSED);
        Monitor monitor = Monitor.builder(InMemoryStores.empty().stores(), brokers)
                .config(MonitorConfig.standard()
                        .withHours(TradingHours.always())
                        .withLoop(loop))
                .timers(timers)
                .build();
        monitor.start();
        monitor.webSockets().connect(new InMemoryConnection("tab"), 1);
        monitor.startMonitoring(2);
        monitor.close();
        timers.shutdown();
        assertThat(timers.awaitTermination(20, TimeUnit.SECONDS))
                .as("the timers end; left: %s", timers.getQueue())
                .isTrue();
    }
}
