package io.ordermonitor.loop;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.cycle.CycleScope.Kind;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.internal.Workers;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Finding;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Loops over fakes and stepped time: what a test scripts, and what it then sees. */
final class LoopBench implements UserCycles, Audience, MonitorLease {
    /** A cycle that ran. */
    record Ran(long userId, Kind kind, Set<Long> accounts, Instant at) {}

    /** What a user was told. */
    record Told(long userId, Message message, Instant at) {}

    static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");

    final SteppedTime time;
    final Workers workers;
    final MonitoringLoops loops;
    final List<Ran> ran = Collections.synchronizedList(new ArrayList<>());
    final List<Told> told = Collections.synchronizedList(new ArrayList<>());
    final List<MonitorEvent> events = Collections.synchronizedList(new ArrayList<>());
    final List<String> alarms = Collections.synchronizedList(new ArrayList<>());
    final List<Integer> dismissed = Collections.synchronizedList(new ArrayList<>());
    final List<String> leases = Collections.synchronizedList(new ArrayList<>());
    final Set<Long> present = ConcurrentHashMap.newKeySet();
    final Set<Long> exposed = ConcurrentHashMap.newKeySet();
    volatile Duration takes = Duration.ZERO;
    volatile Set<Long> followUp = Set.of();
    volatile List<Finding> findings = List.of();
    volatile boolean noAccounts;
    volatile boolean throwing;
    volatile boolean leaseFree = true;
    volatile boolean sawStopping;
    volatile Runnable onIsHeld = () -> {};
    private final Set<Long> heldLeases = Collections.synchronizedSet(new HashSet<>());
    private long number;

    LoopBench(String indianTime, TradingHours hours, LoopSettings settings) {
        Instant start = LocalDateTime.parse(indianTime).atZone(INDIA).toInstant();
        this.time = new SteppedTime(start, INDIA);
        this.workers = Workers.on(time, 8);
        this.loops = new MonitoringLoops(new LoopParts(
                time,
                time,
                workers,
                hours,
                settings,
                this,
                this,
                this,
                events::add,
                (userId, at, reason) -> alarms.add(userId + " " + reason)));
    }

    /** Registers a connection first and turns the loop on after, as the manager does. */
    void connect(long userId) throws InterruptedException {
        present.add(userId);
        loops.ensure(userId);
        time.settle();
    }

    void disconnect(long userId) throws InterruptedException {
        present.remove(userId);
        loops.left(userId);
        time.settle();
    }

    void advance(Duration duration) throws InterruptedException {
        time.advance(duration);
    }

    void advanceTo(String indianTime) throws InterruptedException {
        time.advanceTo(LocalDateTime.parse(indianTime).atZone(INDIA).toInstant());
    }

    /** Local times of the cycles that ran, with their kind unless it is scheduled. */
    List<String> cycles() {
        return ran.stream()
                .map(cycle -> cycle.at().atZone(INDIA).toLocalTime()
                        + (cycle.kind() == Kind.SCHEDULED ? "" : " " + cycle.kind()))
                .toList();
    }

    /** Seconds between the starts of cycles. */
    List<Long> gaps() {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < ran.size(); i++) {
            gaps.add(Duration.between(ran.get(i - 1).at(), ran.get(i).at()).toSeconds());
        }
        return gaps;
    }

    <T extends Message> List<T> told(Class<T> type) {
        return told.stream()
                .map(Told::message)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    @Override
    public Optional<CycleReport> run(long userId, Kind kind, Set<Long> accounts, BooleanSupplier stopping) {
        Instant start = time.instant();
        if (noAccounts) {
            return Optional.empty();
        }
        ran.add(new Ran(userId, kind, accounts, start));
        if (throwing) {
            throw new IllegalStateException("planted");
        }
        pass(takes);
        sawStopping |= stopping.getAsBoolean();
        Message.PnlTotals pnl = new Message.PnlTotals(BigDecimal.ZERO, BigDecimal.ZERO, List.of());
        return Optional.of(new CycleReport(
                userId,
                ++number,
                kind,
                List.of(),
                findings,
                List.of(),
                pnl,
                List.of(),
                followUp,
                start,
                time.instant()));
    }

    @Override
    public boolean isExposed(long userId) {
        return exposed.contains(userId);
    }

    @Override
    public boolean isPresent(long userId) {
        return present.contains(userId);
    }

    @Override
    public int tell(long userId, Message message) {
        told.add(new Told(userId, message, time.instant()));
        return isPresent(userId) ? 1 : 0;
    }

    @Override
    public void dismiss(long userId, int closeCode, String reason) {
        dismissed.add(closeCode);
        present.remove(userId);
        loops.left(userId);
    }

    @Override
    public boolean acquire(long userId) {
        leases.add("acquire " + userId);
        return leaseFree && heldLeases.add(userId);
    }

    @Override
    public void release(long userId) {
        leases.add("release " + userId);
        heldLeases.remove(userId);
    }

    @Override
    public boolean isHeld(long userId) {
        onIsHeld.run();
        return heldLeases.contains(userId);
    }

    void loseLeases() {
        leaseFree = false;
        heldLeases.clear();
    }

    private void pass(Duration duration) {
        if (duration.isZero()) {
            return;
        }
        try {
            time.schedule(() -> {}, duration.toNanos(), TimeUnit.NANOSECONDS).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
