package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.Product;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** That calls keep to an account's limits, the user's switches and the market's hours: L1, L2, L3 and L5. */
final class LimitChecks {
    private static final int WRITES_A_SECOND = 8;

    private static final int READS_A_SECOND = 1;

    private static final LocalTime LAST_MIS_ENTRY = LocalTime.of(15, 0);
    private static final LocalTime OPENS = LocalTime.of(9, 15);

    /** When the continuous session of a segment ends on the simulated days. */
    private static final Map<String, LocalTime> ENDS =
            Map.of("NSECM", LocalTime.of(15, 15), "NSEFO", LocalTime.of(15, 40));

    private static final LocalDate HOLIDAY = LocalDate.of(2026, 11, 24);

    /** How far the clock of a process may be off. */
    static final Duration JUMP = Duration.ofSeconds(5);

    /** How old an intent may be when it is sent: what was decided in the session's last moment goes out just after. */
    private static final Duration OLDEST_INTENT = Duration.ofSeconds(2);

    private final Evidence evidence;
    private final Duration clockOff;

    /** Two processes that both believe read, and log in, side by side until one of them is dead. */
    private final boolean twoBelieve;

    private final List<Instant> jumps = new ArrayList<>();
    private final Map<Line, Deque<Instant>> writes = new HashMap<>();
    private final Map<Line, Deque<Instant>> reads = new HashMap<>();
    private final Set<Line> sessionsOver = new HashSet<>();
    private final Set<Long> loggingIn = new HashSet<>();
    private final Set<Long> entriesStopped = new HashSet<>();

    /** Each process paces itself. */
    private record Line(long accountId, int process) {}

    LimitChecks(Evidence evidence) {
        this.evidence = evidence;
        this.clockOff = evidence.plan().plans(FaultKind.CLOCK_JUMPS) ? JUMP : Duration.ZERO;
        this.twoBelieve = evidence.plan().plans(FaultKind.TWO_BELIEVE);
    }

    /** The clock of a process goes on from another instant. */
    void clockJumps() {
        jumps.add(evidence.now());
    }

    /** A user's entries are stopped, or allowed again. */
    void entriesStopped(long userId, boolean stopped) {
        if (stopped) {
            entriesStopped.add(userId);
        } else {
            entriesStopped.remove(userId);
        }
    }

    /** What the process before began to log in is not under way any more. */
    void processStarted() {
        loggingIn.clear();
    }

    void beforeWrite(LineLog.Sent sent, Intent intent) {
        int recent = count(writes, new Line(sent.accountId(), sent.process()), sent.startedAt());
        if (recent > seconds(sent.startedAt()) * WRITES_A_SECOND) {
            broken(Invariant.L1, sent, intent, "is one of " + recent + " writes within a second");
        }
        boolean entry = intent.leg() == LegKind.ENTRY && sent.kind() != LineLog.Kind.CANCEL;
        if (entry && entriesStopped.contains(intent.userId())) {
            broken(Invariant.L2, sent, intent, "is an entry, and entries are stopped");
        }
        ZonedDateTime local = sent.startedAt().atZone(DayTimes.INDIA);
        boolean asked = sent.kind() == LineLog.Kind.CANCEL && intent.cause().step() == 0; // no step, but a person
        if (!asked
                && !isOpen(intent, local.minus(clockOff).minus(OLDEST_INTENT))
                && !isOpen(intent, local.plus(clockOff))) {
            broken(Invariant.L3, sent, intent, "is sent at " + local.toLocalTime() + ", out of session");
        } else if (entry
                && intent.product() == Product.MIS
                && !local.toLocalTime().isBefore(LAST_MIS_ENTRY.plus(clockOff).plus(OLDEST_INTENT))) {
            broken(Invariant.L3, sent, intent, "is an entry of MIS at " + local.toLocalTime());
        }
    }

    /**
     * In how many seconds of a process what was within the last second may be: a clock that goes forward ends one early,
     * and what waits for the next one then begins when it is over.
     */
    private int seconds(Instant now) {
        return jumps.stream().anyMatch(at -> !at.isAfter(now) && at.isAfter(now.minusSeconds(2))) ? 2 : 1;
    }

    private static boolean isOpen(Intent intent, ZonedDateTime local) {
        DayOfWeek day = local.getDayOfWeek();
        LocalTime time = local.toLocalTime();
        return day != DayOfWeek.SATURDAY
                && day != DayOfWeek.SUNDAY
                && !local.toLocalDate().equals(HOLIDAY)
                && !time.isBefore(OPENS)
                && time.isBefore(ENDS.getOrDefault(intent.instrument().segment(), OPENS));
    }

    /** How many of a line there were within the last second, this one included. */
    private static int count(Map<Line, Deque<Instant>> of, Line line, Instant now) {
        Deque<Instant> recent = of.computeIfAbsent(line, id -> new ArrayDeque<>());
        recent.addLast(now);
        while (!recent.getFirst().isAfter(now.minusSeconds(1))) {
            recent.removeFirst();
        }
        return recent.size();
    }

    void afterWrite(LineLog.Sent sent) {
        boolean unknown = sent.result() instanceof WriteResult.Unknown answer && answer.sessionExpired();
        boolean notSent = sent.result() instanceof WriteResult.NotSent answer && isSessionOver(answer.kind());
        if (unknown || notSent) {
            sessionsOver.add(new Line(sent.accountId(), sent.process()));
        }
    }

    private static boolean isSessionOver(FailureKind kind) {
        return kind == FailureKind.SESSION_EXPIRED || kind == FailureKind.NEEDS_LOGIN;
    }

    /** The book, or the positions, of an account were read. */
    void afterRead(long accountId, LineLog.Shown<?> shown) {
        FailureKind failure = shown.failure();
        if (failure != null && isSessionOver(failure)) {
            sessionsOver.add(new Line(accountId, shown.process()));
        }
    }

    void afterBook(long accountId, LineLog.Shown<BrokerOrder> book) {
        Line line = new Line(accountId, book.process());
        int recent = count(reads, line, book.startedAt());
        if (recent > seconds(book.startedAt()) * READS_A_SECOND) {
            evidence.broken(
                    Invariant.L1, accountId, 0, recent + " reads of its book within a second: " + reads.get(line));
        }
    }

    void login(long accountId, int process, boolean begins) {
        if (!begins) {
            loggingIn.remove(accountId);
            sessionsOver.remove(new Line(accountId, process));
            return;
        }
        if (!sessionsOver.contains(new Line(accountId, process))) {
            evidence.broken(Invariant.L5, accountId, 0, "a login, and no answer has said that the session ended");
        }
        if (!loggingIn.add(accountId) && !twoBelieve) {
            evidence.broken(Invariant.L5, accountId, 0, "two logins at once");
        }
    }

    private void broken(Invariant invariant, LineLog.Sent sent, Intent intent, String what) {
        evidence.broken(invariant, sent.accountId(), intent.orderId(), sent.kind() + " " + sent.tag() + " " + what);
    }
}
