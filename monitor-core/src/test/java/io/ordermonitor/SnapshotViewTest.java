package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import io.ordermonitor.cycle.BrokerData;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.FetchBrokerData;
import io.ordermonitor.cycle.StepFailure;
import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.event.MonitorListener;
import io.ordermonitor.execution.Desks;
import io.ordermonitor.execution.InstrumentTable;
import io.ordermonitor.message.Message.PositionLine;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.AccountView;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Switches;
import io.ordermonitor.step.AlarmReport;
import io.ordermonitor.step.Pictures;
import io.ordermonitor.store.Alarms;
import io.ordermonitor.store.Instruments;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which positions a snapshot calls stale. */
class SnapshotViewTest {
    private static final Instant NOON = Instant.parse("2026-11-20T06:30:00Z");
    private static final long USER = 7;

    private Set<Long> failing = Set.of();
    private final SnapshotView view = new SnapshotView(
            reading(),
            new Desks(mock(ScheduledExecutorService.class)),
            new Pictures(new InstrumentTable(mock(Instruments.class), Clock.systemUTC())),
            new AlarmReport(mock(Alarms.class), MonitorListener.NONE),
            Clock.fixed(NOON, ZoneOffset.UTC));

    private FetchBrokerData reading() {
        return scope -> {
            Map<Long, AccountView> read = scope.accounts().stream()
                    .map(Account::id)
                    .filter(id -> !failing.contains(id))
                    .collect(Collectors.toMap(id -> id, SnapshotViewTest::held));
            if (read.isEmpty()) {
                throw new StepFailure("no account could be read", List.of());
            }
            return new BrokerData(read, failing, Set.of(), Map.of(), StepNotes.NONE);
        };
    }

    private static AccountView held(long accountId) {
        Position position = new Position(
                InstrumentId.parse("NSECM:2885"), Product.MIS, 10, new BigDecimal("1500.00"), null, 0, null);
        return new AccountView(
                accountId, List.of(), List.of(position), NOON, NOON, Set.of(), Duration.ZERO, Duration.ZERO);
    }

    private void cycle(Long... accounts) throws InterruptedException {
        List<Account> read = Arrays.stream(accounts)
                .map(id -> new Account(id, USER, "fake", "X", true, Account.Mode.ARMED, Account.ExitMode.BOTH))
                .toList();
        view.fetch(new CycleScope(
                USER, 1, CycleScope.Kind.NUDGED, read, Permission.NONE, Switches.NONE, Map.of(), List.of(), NOON));
    }

    private Set<Long> stale() {
        return view.of(USER, 0, Optional.empty()).positions().stream()
                .filter(PositionLine::stale)
                .map(PositionLine::accountId)
                .collect(Collectors.toSet());
    }

    @Test
    void anAccountStaysStaleWhileCyclesReadOthersOnly() throws InterruptedException {
        cycle(1L, 2L);
        failing = Set.of(1L);
        cycle(1L, 2L);
        failing = Set.of();
        cycle(2L);

        assertThat(stale()).containsExactly(1L);
        cycle(1L, 2L);
        assertThat(stale()).isEmpty();
    }

    @Test
    void everyAccountIsStaleWhenNoneCouldBeRead() throws InterruptedException {
        cycle(1L, 2L);
        failing = Set.of(1L, 2L);

        assertThatThrownBy(() -> cycle(1L, 2L)).isInstanceOf(StepFailure.class);

        assertThat(stale()).containsExactlyInAnyOrder(1L, 2L);
    }
}
