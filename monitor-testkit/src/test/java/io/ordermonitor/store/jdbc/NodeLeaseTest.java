package io.ordermonitor.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ordermonitor.order.Intent;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.store.FencedException;
import io.ordermonitor.store.Stores;
import io.ordermonitor.store.jdbc.NodeLease.Attempt;
import io.ordermonitor.store.jdbc.NodeLease.Renewal;
import io.ordermonitor.store.jdbc.NodeLease.Terms;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

/** Who may monitor on a database, and what becomes of who may not any more. */
@ExtendWith(TestDatabase.Given.class)
class NodeLeaseTest {
    private static final boolean ALIVE = false;
    private static final boolean GONE = true;
    private static final Node OLD = new Node("old", "a", "a 1", 4711, 100);
    private static final Node NEW = new Node("new", "b", "b 1", 12, 200);

    private final TestDatabase database;
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    NodeLeaseTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    @AfterEach
    void nobodyHoldsIt() {
        database.clear();
    }

    private Attempt attempt(Node node, boolean isGone, DataSource source) {
        return NodeLease.take(source, node, Terms.standard(), holder -> isGone, nanos::get);
    }

    private NodeLease taken(Node node, boolean isGone) {
        return ((Attempt.Taken) attempt(node, isGone, database.dataSource())).lease();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** As if the database's clock had gone on. */
    private void letTheTermRunOut() {
        database.execute("update monitor_node set lease_ends = clock_timestamp() - interval '1 millisecond'");
    }

    @Test
    void aSecondProcessIsToldWhoHoldsIt() {
        taken(OLD, ALIVE);

        Attempt second = attempt(NEW, ALIVE, database.dataSource());

        assertThat(second).isInstanceOfSatisfying(Attempt.Refused.class, refused -> {
            assertThat(refused.holder().node()).isEqualTo(OLD);
            assertThat(Duration.between(
                            refused.holder().since(), refused.holder().until()))
                    .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
        });
        assertThat(NodeLease.holder(database.dataSource()))
                .hasValueSatisfying(holder -> assertThat(holder.node()).isEqualTo(OLD));
    }

    @Test
    void whoIsGoneIsSucceededAtOnce() {
        NodeLease old = taken(OLD, ALIVE);

        NodeLease next = taken(NEW, GONE);

        assertThat(next.isHeld()).isTrue();
        assertThat(old.renew()).isEqualTo(Renewal.LOST);
        assertThat(old.isHeld()).isFalse();
        assertThat(next.renew()).isEqualTo(Renewal.STANDS);
    }

    @Test
    void whoseTermRanOutIsSucceeded() {
        taken(OLD, ALIVE);
        letTheTermRunOut();

        assertThat(NodeLease.holder(database.dataSource())).isEmpty();
        assertThat(taken(NEW, ALIVE).isHeld()).isTrue();
    }

    @Test
    void aRenewalKeepsItBeyondItsTerm() {
        NodeLease lease = taken(OLD, ALIVE);
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(5));
            assertThat(lease.isHeld()).isTrue();
            assertThat(lease.renew()).isEqualTo(Renewal.STANDS);
        }
        assertThat(attempt(NEW, ALIVE, database.dataSource())).isInstanceOf(Attempt.Refused.class);
    }

    @Test
    void whoDoesNotRenewStopsBeforeTheDatabaseLetsAnotherBegin() {
        NodeLease lease = taken(OLD, ALIVE);

        pass(Duration.ofMillis(13_499));
        assertThat(lease.isHeld()).isTrue();
        pass(Duration.ofMillis(1));
        assertThat(lease.isHeld()).isFalse();
        assertThat(attempt(NEW, ALIVE, database.dataSource())).isInstanceOf(Attempt.Refused.class);
    }

    @Test
    void aDatabaseThatDoesNotAnswerLetsItRunOut() {
        CutDataSource cut = new CutDataSource(database.dataSource(), 1);
        NodeLease lease = ((Attempt.Taken) attempt(OLD, ALIVE, cut)).lease();
        pass(Duration.ofSeconds(5));

        assertThat(lease.renew()).isEqualTo(Renewal.UNANSWERED);
        assertThat(lease.isHeld()).isTrue();
        pass(Duration.ofSeconds(9));
        assertThat(lease.isHeld()).isFalse();
    }

    @Test
    void aLeaseThatRanOutStandsAgainIfNobodyTookIt() {
        NodeLease lease = taken(OLD, ALIVE);
        pass(Duration.ofSeconds(20));
        letTheTermRunOut();
        assertThat(lease.isHeld()).isFalse();

        assertThat(lease.renew()).isEqualTo(Renewal.STANDS_AGAIN);

        assertThat(lease.isHeld()).isTrue();
        assertThat(attempt(NEW, ALIVE, database.dataSource())).isInstanceOf(Attempt.Refused.class);
        assertThat(lease.renew()).as("once is enough").isEqualTo(Renewal.STANDS);
    }

    @Test
    void anAnswerThatComesAfterTheTermIsNoAnswer() {
        Queue<Duration> waits = new ArrayDeque<>(
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(14), Duration.ofSeconds(14), Duration.ofSeconds(14)));
        DataSource slow = new PGSimpleDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                pass(Optional.ofNullable(waits.poll()).orElse(Duration.ZERO));
                return database.dataSource().getConnection();
            }
        };
        NodeLease lease = ((Attempt.Taken) attempt(OLD, ALIVE, slow)).lease();

        assertThat(lease.renew()).as("late twice").isEqualTo(Renewal.UNANSWERED);
        assertThat(lease.isHeld()).isFalse();
        assertThat(lease.renew()).as("late once").isEqualTo(Renewal.STANDS_AGAIN);
        assertThat(lease.isHeld()).isTrue();
    }

    @Test
    void whatIsGivenBackIsFree() {
        NodeLease old = taken(OLD, ALIVE);

        old.release();

        assertThat(old.isHeld()).isFalse();
        assertThat(taken(NEW, ALIVE).isHeld()).isTrue();
    }

    @Test
    void whoLostItGivesNothingBack() {
        NodeLease old = taken(OLD, ALIVE);
        NodeLease next = taken(NEW, GONE);

        old.release();

        assertThat(next.renew()).isEqualTo(Renewal.STANDS);
    }

    @Test
    void theIntentsOfWhoLostItAreRefused() {
        taken(OLD, ALIVE);
        Stores old = JdbcStores.open(database.dataSource(), new Fences(database.dataSource(), OLD.id()));
        Day day = new Day(old, 0);
        ManagedOrder order = day.managed(1);
        Intent late = day.stop(order, 1, old.intents().fence(Day.USER));

        taken(NEW, GONE);

        assertThatThrownBy(() -> old.intents().record(List.of(late))).isInstanceOf(FencedException.class);
        assertThat(database.value("select count(*) from intent")).isEqualTo("0");
    }

    @Test
    void whoLostItTakesNoUserAnyMore() {
        taken(OLD, ALIVE);
        taken(NEW, GONE);
        Fences old = new Fences(database.dataSource(), OLD.id());
        Fences next = new Fences(database.dataSource(), NEW.id());

        assertThat(next.take(1)).isPositive();
        assertThatThrownBy(() -> old.take(1))
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("another process holds the lease");
        assertThatThrownBy(() -> old.take(2)).isInstanceOf(FencedException.class);
    }

    @Test
    void ofMoreWhoAskAtOnceOneGetsIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Attempt>> asking = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Node node = new Node("node " + i, "a", "a 1", i, i);
                asking.add(() -> attempt(node, ALIVE, database.dataSource()));
            }
            int taken = 0;
            for (Future<Attempt> answer : threads.invokeAll(asking)) {
                taken += answer.get() instanceof Attempt.Taken ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }
}
