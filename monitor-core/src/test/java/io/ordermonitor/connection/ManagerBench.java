package io.ordermonitor.connection;

import io.ordermonitor.cycle.CycleReport;
import io.ordermonitor.cycle.CycleScope.Kind;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.internal.Workers;
import io.ordermonitor.loop.Audience;
import io.ordermonitor.loop.ExposedEnd;
import io.ordermonitor.loop.LoopParts;
import io.ordermonitor.loop.LoopSettings;
import io.ordermonitor.loop.MonitorLease;
import io.ordermonitor.loop.MonitoringLoops;
import io.ordermonitor.loop.SteppedTime;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.loop.UserCycles;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A manager with real loops on stepped time, over cycles that do nothing. */
final class ManagerBench implements UserCycles {
    static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");

    final SteppedTime time;
    final WebSocketManager manager;
    final MonitoringLoops loops;
    final List<MonitorEvent> events = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger encoded = new AtomicInteger();
    final AtomicInteger cycles = new AtomicInteger();
    volatile int messageBytes = 20;
    volatile boolean snapshotFails;
    /** Runs while a snapshot is read, that is between a connection's registration and its welcome. */
    volatile Runnable duringSnapshot = () -> {};

    ManagerBench(String indianTime, TradingHours hours, ConnectionSettings settings) {
        time = new SteppedTime(LocalDateTime.parse(indianTime).atZone(INDIA).toInstant(), INDIA);
        ConnectionParts parts =
                new ConnectionParts(time, time, settings, this::encode, this::snapshot, events::add, new Random(1));
        manager = new WebSocketManager(parts, audience -> loops(audience, hours));
        loops = manager.loops();
    }

    ManagerBench() {
        this("2026-11-23T10:00:00", TradingHours.nse(), ConnectionSettings.standard());
    }

    RecordedConnection connected(long userId) {
        RecordedConnection connection = new RecordedConnection();
        manager.connect(connection, userId);
        return connection;
    }

    Message error(String text) {
        return new Message.MonitoringErrors(
                List.of(Finding.error(1, 0, 0, Code.BROKER_UNREACHABLE, text)), time.instant());
    }

    @Override
    public Optional<CycleReport> run(long userId, Kind kind, Set<Long> accounts, BooleanSupplier stopping) {
        return Optional.of(new CycleReport(
                userId,
                cycles.incrementAndGet(),
                kind,
                List.of(),
                List.of(),
                List.of(),
                new Message.PnlTotals(BigDecimal.ZERO, BigDecimal.ZERO, List.of()),
                List.of(),
                Set.of(),
                time.instant(),
                time.instant()));
    }

    @Override
    public boolean isExposed(long userId) {
        return false;
    }

    private MonitoringLoops loops(Audience audience, TradingHours hours) {
        return new MonitoringLoops(new LoopParts(
                time,
                time,
                Workers.on(time, 8),
                hours,
                LoopSettings.standard(),
                this,
                audience,
                MonitorLease.ALWAYS,
                events::add,
                ExposedEnd.NONE));
    }

    private byte[] encode(Message message, OptionalLong seq) {
        encoded.incrementAndGet();
        byte[] bytes = new byte[messageBytes];
        byte[] text = (message.getClass().getSimpleName() + seq).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(text, 0, bytes, 0, Math.min(text.length, bytes.length));
        return bytes;
    }

    private Message.Snapshot snapshot(long userId, long seq) {
        duringSnapshot.run();
        if (snapshotFails) {
            throw new IllegalStateException("planted");
        }
        return new Message.Snapshot(
                List.of(),
                List.of(),
                new Message.PnlTotals(BigDecimal.ZERO, BigDecimal.ZERO, List.of()),
                List.of(),
                seq,
                time.instant());
    }
}
