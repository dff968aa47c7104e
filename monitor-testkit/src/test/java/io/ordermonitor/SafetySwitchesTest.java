package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ordermonitor.SafetySwitches.FlattenResult;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderType;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import io.ordermonitor.order.SwitchReach;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.order.Switches;
import io.ordermonitor.testkit.InMemoryStores;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The switches as an application uses them, and what is said when a loop ends while its user is exposed. */
class SafetySwitchesTest {
    private static final SwitchScope ALL = SwitchScope.everything();

    private final InMemoryStores memory = InMemoryStores.empty();
    private final PaperDay day = new PaperDay(memory.stores());

    @AfterEach
    void stop() {
        day.close();
    }

    private SubmitResult submit(String key) {
        NewManagedOrder terms = new NewManagedOrder(
                1,
                1,
                PaperDay.SHARE,
                Side.BUY,
                Product.MIS,
                100,
                OrderType.LIMIT,
                null,
                new BigDecimal("2500.00"),
                new BigDecimal("2480.00"),
                null,
                new BigDecimal("2550.00"),
                "mine",
                null,
                key);
        return day.time.call(() -> day.monitor.orders().submit(terms));
    }

    private long opened(String key) {
        SubmitResult result = submit(key);
        day.time.advance(Duration.ofSeconds(25));
        assertThat(day.live(1)).as("stop and target").hasSize(2);
        return ((SubmitResult.Submitted) result).order().id();
    }

    @Test
    void each_switch_is_set_and_lifted_for_its_own_scope() {
        SafetySwitches safety = day.monitor.safety();
        safety.stopEntries(1, SwitchScope.strategy("mine"));
        safety.stopEntries(1, ALL);
        safety.pause(1, SwitchScope.account(1));
        Switches now = safety.allowEntries(1, ALL);

        assertThat(now)
                .isEqualTo(new Switches(
                        new SwitchReach(false, Set.of(), Set.of("mine")),
                        new SwitchReach(false, Set.of(1L), Set.of())));
        assertThat(safety.current(1)).isEqualTo(now);
        assertThat(safety.current(2)).isEqualTo(Switches.NONE);
        assertThat(safety.resume(1, SwitchScope.account(1)).pause()).isEqualTo(SwitchReach.NOTHING);
    }

    @Test
    void flatten_stops_entries_and_leaves_nothing_open_or_resting_and_is_harmless_if_repeated() {
        long id = opened("k");
        FlattenResult result = day.time.call(() -> day.monitor.safety().flatten(1, ALL));
        assertThat(result).isEqualTo(new FlattenResult.Asked(List.of(id), List.of(), List.of(), Map.of()));
        assertThat(submit("k2")).isInstanceOf(SubmitResult.Refused.class);
        day.time.advance(Duration.ofSeconds(25));

        assertThat(day.exchange.openNet(1)).isEmpty();
        assertThat(day.live(1)).isEmpty();
        assertThat(day.time.call(() -> day.monitor.safety().flatten(1, ALL)))
                .isEqualTo(new FlattenResult.Asked(List.of(), List.of(), List.of(), Map.of()));
    }

    @Test
    void an_entry_that_fills_under_a_pause_gets_its_stop_as_soon_as_it_is_resumed() {
        day.monitor.start();
        submit("k");
        day.monitor.safety().pause(1, ALL);
        day.time.advance(Duration.ofSeconds(90));
        assertThat(day.exchange.openNet(1)).isNotEmpty();
        assertThat(day.live(1)).isEmpty();
        Message.Snapshot shown = day.time.call(() -> day.monitor.snapshot(1));
        assertThat(shown.alarms()).extracting(Alarm::code).containsExactly(Code.UNPROTECTED);

        day.monitor.safety().resume(1, ALL);
        day.time.advance(Duration.ofSeconds(10));
        assertThat(day.live(1, OrderType.STOPLIMIT)).hasSize(1);
    }

    @Test
    void an_orderly_shutdown_of_a_process_that_takes_its_users_up_again_is_no_alarm() {
        opened("k");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger("io.ordermonitor");
        root.addAppender(log);
        Level before = root.getLevel();
        root.setLevel(Level.INFO);
        day.monitor.close();
        root.setLevel(before);
        root.detachAppender(log);

        assertThat(log.list).noneMatch(e -> e.getLevel() == Level.ERROR);
        assertThat(log.list)
                .anyMatch(e -> e.getLevel() == Level.INFO
                        && e.getFormattedMessage().contains("the next start takes him up again user=1"));
        assertThat(memory.stores().alarms().standing(1)).isEmpty();
    }
}
