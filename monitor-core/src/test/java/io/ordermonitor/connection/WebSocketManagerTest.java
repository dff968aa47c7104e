package io.ordermonitor.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.connection.ConnectResult.Connected;
import io.ordermonitor.connection.ConnectResult.ConnectionRejected;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.loop.TradingHours;
import io.ordermonitor.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebSocketManagerTest {
    private final ManagerBench bench = new ManagerBench();
    private final WebSocketManager manager = bench.manager;

    @Test
    void aConnectReturnsTheIdThatTheWelcomeNamesAndStartsTheLoop() {
        RecordedConnection connection = new RecordedConnection();
        ConnectResult result = manager.connect(connection, 5);
        Message.ConnectionEstablished welcome = connection.first(Message.ConnectionEstablished.class);
        assertThat(result)
                .isInstanceOfSatisfying(
                        Connected.class, c -> assertThat(c.connectionId()).hasToString(welcome.connectionId()));
        assertThat(welcome.userId()).isEqualTo(5);
        assertThat(welcome.nextCycleInMs()).isBetween(54_000L, 60_000L);
        assertThat(welcome.recovered()).isFalse();
        assertThat(welcome.pingIntervalMs()).isEqualTo(25_000);
        assertThat(bench.loops.isMonitored(5)).isTrue();
        assertThat(bench.events).hasAtLeastOneElementOfType(MonitorEvent.Connected.class);
    }

    @Test
    void theLastDisconnectEndsTheLoopAndAnEarlierOneDoesNot() {
        UUID first = id(manager.connect(new RecordedConnection(), 1));
        UUID second = id(manager.connect(new RecordedConnection(), 1));
        assertThat(manager.disconnect(first, 1)).isTrue();
        assertThat(bench.loops.isMonitored(1)).isTrue();
        assertThat(manager.disconnect(second, 1)).isTrue();
        assertThat(bench.loops.isMonitored(1)).isFalse();
        assertThat(manager.connections()).isZero();
    }

    @Test
    void disconnectOfAnUnknownIdOrAnotherUsersDoesNothingAndSaysFalse() {
        RecordedConnection connection = new RecordedConnection();
        UUID id = id(manager.connect(connection, 1));
        assertThat(manager.disconnect(id, 2)).isFalse();
        assertThat(manager.disconnect(UUID.randomUUID(), 1)).isFalse();
        assertThat(manager.connections(1)).isEqualTo(1);
        assertThat(connection.closes).isEmpty();
        manager.disconnect(id, 1);
        assertThat(manager.disconnect(id, 1)).isFalse();
        assertThat(connection.closes).containsExactly(1000);
    }

    @Test
    void aMessageReachesAllTabsOfItsUserAndNobodyElseAndIsEncodedOnce() {
        RecordedConnection tab = bench.connected(1);
        RecordedConnection other = bench.connected(1);
        RecordedConnection stranger = bench.connected(2);
        int before = bench.encoded.get();
        assertThat(manager.sendPersonalMessage(bench.error("a"), 1)).isEqualTo(2);
        assertThat(bench.encoded.get()).isEqualTo(before + 1);
        assertThat(tab.sent.get(1)).isSameAs(other.sent.get(1));
        assertThat(stranger.types()).containsExactly("ConnectionEstablished");
    }

    @Test
    void withoutAConnectionAMessageStillGoesIntoTheHistory() {
        assertThat(manager.sendPersonalMessage(bench.error("a"), 1)).isZero();
        assertThat(manager.history(1)).hasSize(1);
        assertThat(bench.connected(1).first(Message.ConnectionEstablished.class).seq())
                .isEqualTo(1);
    }

    @Test
    void aFullAClosedAndAThrowingConnectionAreRemovedAndOthersNoticeNothing() {
        RecordedConnection full = bench.connected(1);
        RecordedConnection closed = bench.connected(1);
        RecordedConnection throwing = bench.connected(1);
        RecordedConnection good = bench.connected(1);
        full.answer = Connection.Sent.FULL;
        closed.answer = Connection.Sent.CLOSED;
        throwing.throwing = true;
        assertThat(manager.sendPersonalMessage(bench.error("a"), 1)).isEqualTo(1);
        assertThat(full.closes).containsExactly(4508);
        assertThat(closed.closes).hasSize(1);
        assertThat(throwing.closes).containsExactly(4500);
        assertThat(good.closes).isEmpty();
        assertThat(manager.connections(1)).isEqualTo(1);
        assertThat(bench.loops.isMonitored(1)).isTrue();
        good.answer = Connection.Sent.CLOSED;
        manager.sendPersonalMessage(bench.error("b"), 1);
        assertThat(bench.loops.isMonitored(1)).isFalse();
    }

    @Test
    void beforeTheHoursAConnectionIsToldWhenToComeBack() {
        ManagerBench early = new ManagerBench("2026-11-23T09:25:59", TradingHours.nse(), ConnectionSettings.standard());
        Set<Long> waits = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            RecordedConnection connection = new RecordedConnection();
            ConnectionRejected rejected = (ConnectionRejected) early.manager.connect(connection, 1);
            assertThat(rejected.code()).isEqualTo(4423);
            assertThat(rejected.retryAt()).isEqualTo(Instant.parse("2026-11-23T03:56:00Z"));
            assertThat(rejected.retryAfterMs()).isBetween(1_000L, 6_000L);
            assertThat(rejected.reason()).contains("hours.from");
            assertThat(connection.types()).containsExactly("ConnectionRejected");
            assertThat(connection.closes).containsExactly(4423);
            waits.add(rejected.retryAfterMs());
        }
        assertThat(waits).hasSizeGreaterThan(10);
        assertThat(early.loops.isMonitored(1)).isFalse();
    }

    @Test
    void atTheFirstSecondOfTheHoursAConnectionIsTaken() {
        ManagerBench open = new ManagerBench("2026-11-23T09:26:00", TradingHours.nse(), ConnectionSettings.standard());
        assertThat(open.manager.connect(new RecordedConnection(), 1)).isInstanceOf(Connected.class);
    }

    @Test
    void theEleventhConnectionAndAnImpossibleUserAreRefused() {
        for (int i = 0; i < 10; i++) {
            bench.connected(1);
        }
        RecordedConnection tooMany = new RecordedConnection();
        assertThat(((ConnectionRejected) manager.connect(tooMany, 1)).code()).isEqualTo(4409);
        assertThat(tooMany.closes).containsExactly(4409);
        assertThat(manager.connect(new RecordedConnection(), 0)).isInstanceOf(ConnectionRejected.class);
        assertThat(manager.connect(new RecordedConnection(), 1L << 53)).isInstanceOf(ConnectionRejected.class);
        assertThat(manager.connect(new RecordedConnection(), (1L << 53) - 1)).isInstanceOf(Connected.class);
    }

    @Test
    void aReturningClientGetsWhatItMissedBeforeAnythingNew() {
        RecordedConnection before = bench.connected(1);
        String epoch = before.first(Message.ConnectionEstablished.class).epoch();
        send(1, 5);
        RecordedConnection back = new RecordedConnection();
        manager.connect(back, 1, new Resume(2, epoch));
        send(1, 1);
        assertThat(back.first(Message.ConnectionEstablished.class).recovered()).isTrue();
        assertThat(back.first(Message.ConnectionEstablished.class).seq()).isEqualTo(5);
        assertThat(back.numbers()).containsExactly(3L, 4L, 5L, 6L);
    }

    @Test
    void aClientThatMissedNothingIsRecovered() {
        String epoch = epoch(1);
        send(1, 3);
        RecordedConnection back = new RecordedConnection();
        manager.connect(back, 1, new Resume(3, epoch));
        assertThat(back.types()).containsExactly("ConnectionEstablished");
        assertThat(back.first(Message.ConnectionEstablished.class).recovered()).isTrue();
    }

    @Test
    void anUnknownEpochAFutureNumberOrALostOneGiveASnapshotInstead() {
        String epoch = epoch(1);
        send(1, 300);
        for (Resume resume : List.of(new Resume(299, "other"), new Resume(301, epoch), new Resume(43, epoch))) {
            RecordedConnection back = new RecordedConnection();
            manager.connect(back, 1, resume);
            assertThat(back.types()).as(resume.toString()).containsExactly("ConnectionEstablished", "Snapshot");
            assertThat(back.first(Message.ConnectionEstablished.class).recovered())
                    .isFalse();
            assertThat(back.first(Message.Snapshot.class).seq()).isEqualTo(300);
        }
        RecordedConnection edge = new RecordedConnection();
        manager.connect(edge, 1, new Resume(44, epoch));
        assertThat(edge.numbers()).hasSize(256).startsWith(45L).endsWith(300L);
    }

    @Test
    void messagesQueueBehindTheWelcome() {
        send(1, 2);
        bench.duringSnapshot = () -> send(1, 2);
        RecordedConnection back = new RecordedConnection();
        manager.connect(back, 1, new Resume(0, "lost"));
        assertThat(back.types())
                .containsExactly("ConnectionEstablished", "Snapshot", "MonitoringErrors", "MonitoringErrors");
        assertThat(back.first(Message.ConnectionEstablished.class).seq()).isEqualTo(2);
        assertThat(back.numbers()).containsExactly(3L, 4L);
    }

    @Test
    void aSnapshotThatCannotBeReadDoesNotRefuseTheConnection() {
        bench.snapshotFails = true;
        RecordedConnection back = new RecordedConnection();
        assertThat(manager.connect(back, 1, new Resume(0, "lost"))).isInstanceOf(Connected.class);
        assertThat(back.types()).containsExactly("ConnectionEstablished");
    }

    @Test
    void theHistoryKeepsTheNewestMessagesUpToItsBytes() {
        bench.messageBytes = 64 * 1024;
        send(1, 10);
        assertThat(manager.history(1)).extracting(m -> m.seq().getAsLong()).containsExactly(7L, 8L, 9L, 10L);
    }

    @Test
    void theHistoryOutlivesTheLastConnectionByTenMinutesAndThenTheEpochChanges() throws Exception {
        RecordedConnection connection = new RecordedConnection();
        UUID id = id(manager.connect(connection, 1));
        String epoch = connection.first(Message.ConnectionEstablished.class).epoch();
        send(1, 1);
        manager.disconnect(id, 1);
        bench.time.advance(Duration.ofSeconds(599));
        RecordedConnection back = new RecordedConnection();
        UUID again = id(manager.connect(back, 1, new Resume(0, epoch)));
        assertThat(back.numbers()).containsExactly(1L);
        bench.time.advance(Duration.ofMinutes(30));
        assertThat(manager.history(1)).hasSize(1);
        manager.disconnect(again, 1);
        bench.time.advance(Duration.ofMinutes(11));
        assertThat(manager.history(1)).isEmpty();
        assertThat(epoch(1)).isNotEqualTo(epoch);
    }

    @Test
    void aHistoryIsKeptWhileALoopRunsWithoutAConnection() throws Exception {
        bench.loops.start(1);
        send(1, 1);
        bench.time.advance(Duration.ofMinutes(45));
        assertThat(manager.history(1)).hasSize(1);
        bench.loops.stop(1);
        bench.time.advance(Duration.ofMinutes(21));
        assertThat(manager.history(1)).isEmpty();
    }

    @Test
    void everyMinuteTheTabsHearThatACycleRan() throws Exception {
        RecordedConnection connection = bench.connected(1);
        bench.time.advance(Duration.ofMinutes(3));
        assertThat(connection.types())
                .containsExactly("ConnectionEstablished", "CycleCompleted", "CycleCompleted", "CycleCompleted");
        assertThat(manager.history(1)).isEmpty();
    }

    @Test
    void shutdownTellsEveryClientToComeBackAndTakesNoMore() {
        RecordedConnection one = bench.connected(1);
        RecordedConnection two = bench.connected(2);
        manager.close("the server restarts");
        assertThat(one.closes).containsExactly(1012);
        assertThat(two.closes).containsExactly(1012);
        RecordedConnection late = new RecordedConnection();
        assertThat(((ConnectionRejected) manager.connect(late, 3)).code()).isEqualTo(1012);
        assertThat(late.closes).containsExactly(1012);
        assertThat(manager.connections()).isZero();
    }

    @Test
    void anyInterleavingOfConnectsAndDisconnectsLeavesOneLoopForWhoeverIsThere() throws Exception {
        for (int round = 0; round < 300; round++) {
            List<Thread> threads = new ArrayList<>();
            RecordedConnection stays = new RecordedConnection();
            boolean somebodyStays = round % 2 == 0;
            UUID first = id(manager.connect(new RecordedConnection(), 9));
            threads.add(new Thread(() -> manager.disconnect(first, 9)));
            threads.add(new Thread(() -> {
                UUID id = id(manager.connect(stays, 9));
                if (!somebodyStays) {
                    manager.disconnect(id, 9);
                }
            }));
            threads.add(new Thread(() -> bench.loops.nudge(9, Set.of(1L))));
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            bench.time.settle();
            assertThat(bench.loops.isMonitored(9)).as("round " + round).isEqualTo(somebodyStays);
            assertThat(manager.connections(9)).isEqualTo(somebodyStays ? 1 : 0);
            if (somebodyStays) {
                assertThat(manager.sendPersonalMessage(bench.error("x"), 9)).isEqualTo(1);
                String id = stays.first(Message.ConnectionEstablished.class).connectionId();
                manager.disconnect(UUID.fromString(id), 9);
            }
            bench.time.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void numbersReachEveryTabWithoutGapOrRepeatWhileManySendAndOneReconnects() throws Exception {
        String epoch = epoch(1);
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Thread thread = new Thread(() -> send(1, 60));
            senders.add(thread);
            thread.start();
        }
        List<Long> seen = new ArrayList<>();
        while (seen.size() < 180) {
            RecordedConnection connection = new RecordedConnection();
            long since = seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
            UUID id = id(manager.connect(connection, 1, new Resume(since, epoch)));
            Thread.onSpinWait();
            manager.disconnect(id, 1);
            seen.addAll(connection.numbers());
        }
        for (Thread sender : senders) {
            sender.join();
        }
        for (int i = 0; i < 180; i++) {
            assertThat(seen.get(i)).isEqualTo(i + 1L);
        }
    }

    private void send(long userId, int count) {
        for (int i = 0; i < count; i++) {
            manager.sendPersonalMessage(bench.error("message " + i), userId);
        }
    }

    private String epoch(long userId) {
        RecordedConnection connection = new RecordedConnection();
        UUID id = id(manager.connect(connection, userId));
        manager.disconnect(id, userId);
        return connection.first(Message.ConnectionEstablished.class).epoch();
    }

    private static UUID id(ConnectResult result) {
        return ((Connected) result).connectionId();
    }
}
