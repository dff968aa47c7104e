package io.ordermonitor.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.store.Stores;
import io.ordermonitor.store.jdbc.Fences;
import io.ordermonitor.store.jdbc.JdbcStores;
import io.ordermonitor.store.jdbc.TestDatabase;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Simulated days on the stores of a real PostgreSQL. */
@ExtendWith(TestDatabase.Given.class)
class DatabaseDaysTest {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseDaysTest.class);

    private final TestDatabase database;
    private final Simulation simulation;

    DatabaseDaysTest(TestDatabase database) {
        this.database = database;
        this.simulation = Simulation.standard().withDatabase(this::cleared);
    }

    private DayDatabase cleared() {
        database.clear();
        database.execute("alter sequence order_id restart");
        return new Cleared(database.dataSource());
    }

    private record Cleared(DataSource connections) implements DayDatabase {
        @Override
        public Stores stores(DataSource over) {
            return JdbcStores.open(over, new Fences(over, UUID.randomUUID().toString()));
        }

        @Override
        public void close() {}
    }

    @Test
    void daysOnARealDatabaseKeepEveryInvariant() {
        // These days have every fault of a database and of a process.
        run(Long.getLong("first", 12), Long.getLong("days", 12));
    }

    @Test
    @Tag("long")
    void manyDaysOnARealDatabaseKeepEveryInvariant() {
        run(1_000, Long.getLong("days", 200));
    }

    private void run(long first, long days) {
        Map<FaultKind, Integer> struck = new EnumMap<>(FaultKind.class);
        Map<Long, String> broken = new TreeMap<>();
        for (long seed = first; seed < first + days; seed++) {
            DayResult day = simulation.run(seed);
            day.struck().forEach((kind, times) -> struck.merge(kind, times, Integer::sum));
            day.violation()
                    .ifPresent(violation -> broken.put(
                            day.seed(),
                            violation + "\n" + day.faults() + "\n" + String.join("\n", day.story()) + "\n"));
        }
        LOG.info("{} days on a database, struck {}", days, struck);
        assertThat(broken).isEmpty();
        assertThat(struck)
                .containsKeys(
                        FaultKind.CRASH,
                        FaultKind.DATABASE_FAILS,
                        FaultKind.DATABASE_LOSES_REPLY,
                        FaultKind.DATABASE_OUTAGE,
                        FaultKind.TAKEOVER);
    }

    @Test
    void theSameSeedGivesTheSameDayOnADatabaseToo() {
        Simulation shorter = simulation.withCycles(40);

        assertThat(shorter.run(11)).isEqualTo(shorter.run(11));
    }
}
