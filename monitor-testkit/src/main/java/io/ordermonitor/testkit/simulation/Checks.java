package io.ordermonitor.testkit.simulation;

import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.cycle.Steps;
import io.ordermonitor.event.MonitorEvent;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.PnlRow;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.RejectedOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds a day to the invariants: each write as it sets out, each account after each cycle, and everything at the end.
 * The judge is what stands at the exchange. Thread-safe, since all of a day runs one after the other.
 */
final class Checks implements LineLog.Watcher {
    private final Evidence evidence;
    private final OwnerChecks owners;
    private final SendingChecks sending;
    private final ModificationChecks modifications;
    private final LimitChecks limits;
    private final BareChecks bare;
    private final ExitChecks exits;
    private final CoverageChecks coverage;
    private final AccountChecks accounts;
    private final EntryChecks entries;
    private final StateChecks states;
    private final RejectionChecks rejections;
    private final TellingChecks telling;
    private final StepChecks steps;
    private final MoneyChecks money;
    private final ConvergenceChecks convergence;
    private final RequestChecks requests;
    private int processes;
    private IntSupplier stops = () -> 0;
    private int stoppedBefore;

    Checks(Evidence evidence) {
        this.evidence = evidence;
        this.owners = new OwnerChecks(evidence);
        this.sending = new SendingChecks(evidence);
        this.modifications = new ModificationChecks(evidence);
        this.limits = new LimitChecks(evidence);
        this.bare = new BareChecks(evidence);
        this.exits = new ExitChecks(evidence);
        this.coverage = new CoverageChecks(evidence);
        this.accounts = new AccountChecks(evidence);
        this.entries = new EntryChecks(evidence);
        this.states = new StateChecks(evidence);
        this.rejections = new RejectionChecks(evidence);
        this.telling = new TellingChecks(evidence);
        this.steps = new StepChecks(evidence);
        this.money = new MoneyChecks(evidence);
        this.convergence = new ConvergenceChecks(evidence);
        this.requests = new RequestChecks(evidence);
        evidence.log().watch(this);
    }

    /** A person said what an order holds: what the account holds besides is his. */
    synchronized void settledByHand(long accountId, InstrumentId instrument, Product product) {
        accounts.settledByHand(accountId, instrument, product);
    }

    /** An account is only looked at, or may be written to from now on. */
    synchronized void observed(long accountId, boolean only) {
        owners.observed(accountId, only);
    }

    /** A user's entries are stopped, or allowed again. */
    synchronized void entriesStopped(long userId, boolean stopped) {
        limits.entriesStopped(userId, stopped);
    }

    /** A person was answered that the rest of an entry ends. */
    synchronized void cancelTaken(long orderId) {
        requests.cancelTaken(orderId);
    }

    /** A person was answered that an order will be closed. */
    synchronized void exitTaken(long orderId) {
        requests.exitTaken(orderId);
    }

    /** The clock of a process goes on from another instant. */
    synchronized void clockJumps() {
        limits.clockJumps();
        sending.clockJumps();
        evidence.sightings().clockJumps(evidence.now());
    }

    /** Fair prices were stored. */
    synchronized void published(List<FairPrice> prices) {
        modifications.published(prices);
    }

    /** What was published is stored. */
    synchronized void stored(List<FairPrice> prices) {
        modifications.stored(prices);
    }

    /**
     * A process begins: what the one before left open is settled by its first cycle, and acted on by its second.
     *
     * @return its number
     */
    synchronized int processStarts() {
        processes++;
        if (processes > 1) {
            coverage.processStarted();
            accounts.processStarted();
            limits.processStarted();
            bare.processStarted();
        }
        return processes;
    }

    /** The standard steps of a process as the checks see them begin. */
    synchronized Steps watched(int process, Steps standard) {
        return steps.watched(process, standard);
    }

    /**
     * The steps that a process runs, as the checks see what they return.
     *
     * @param stops how often what ran in it was stopped in the middle
     */
    synchronized Steps framed(int process, IntSupplier stops, Steps chosen) {
        this.stops = stops;
        return steps.framed(process, stops, chosen);
    }

    /** A statement of a process was carried out, and it has the answer. */
    @SuppressWarnings("unchecked")
    synchronized void stored(String method, @Nullable Object[] args, @Nullable Object result) {
        switch (method) {
            case "fence" -> evidence.ledger().owned((Long) known(args[0]), (Long) known(result));
            case "record" -> sending.committed((List<Intent>) known(args[0]));
            case "create" -> {
                sending.committed((List<Intent>) known(args[1]));
                entries.created((ManagedOrder) known(args[0]));
            }
            case "createRegenerated" -> {
                sending.committed((List<Intent>) known(args[1]));
                entries.created((ManagedOrder) known(args[0]));
                rejections.regenerated((ManagedOrder) known(args[0]), (List<Intent>) known(args[1]));
            }
            case "move" -> rejections.archived((List<RejectedOrder>) known(args[1]));
            case "realised" -> money.answered((List<PnlRow>) known(result));
            default -> {}
        }
    }

    private static Object known(@Nullable Object one) {
        if (one == null) {
            throw new IllegalArgumentException("nothing was stored");
        }
        return one;
    }

    @Override
    public synchronized void begins(LineLog.Sent sent) {
        evidence.first()
                .inCycle(evidence.ledger()
                        .newest(sent.tag())
                        .map(intent -> intent.cause().cycle())
                        .orElse(0L));
        owners.beforeWrite(sent);
        sending.intentOf(sent).ifPresent(intent -> begins(sent, intent));
        evidence.first().inCycle(0);
    }

    private void begins(LineLog.Sent sent, Intent intent) {
        telling.beforeWrite(sent, intent);
        sending.beforeWrite(sent, intent);
        limits.beforeWrite(sent, intent);
        if (sent.ask() instanceof PlaceOrder place) {
            bare.beforePlacement(sent, intent);
            exits.beforeWrite(sent, intent, place.terms());
            modifications.beforeWrite(sent, intent, place.terms());
        } else if (sent.ask() instanceof ModifyOrder modify) {
            exits.beforeWrite(sent, intent, modify.terms());
            modifications.beforeWrite(sent, intent, modify.terms());
        }
        evidence.sightings().begins(sent, intent);
    }

    @Override
    public synchronized void ended(LineLog.Sent sent) {
        evidence.sightings().ended(sent);
        limits.afterWrite(sent);
    }

    @Override
    public synchronized void read(long accountId, LineLog.Shown<BrokerOrder> book) {
        evidence.sightings().read(accountId, book);
        if (steps.isScheduled(book.process(), evidence.plan().userOf(accountId))) {
            sending.bookRead(accountId, book);
        }
        limits.afterRead(accountId, book);
        limits.afterBook(accountId, book);
    }

    @Override
    public synchronized void positionsRead(long accountId, LineLog.Shown<?> positions) {
        if (positions.isFresh()
                || steps.isScheduled(positions.process(), evidence.plan().userOf(accountId))) {
            sending.positionsRead(accountId, positions);
        }
        limits.afterRead(accountId, positions);
    }

    @Override
    public synchronized void login(long accountId, int process, boolean begins) {
        limits.login(accountId, process, begins);
    }

    /** A cycle ended. */
    synchronized void afterCycle(int process, MonitorEvent.CycleEnded cycle, List<Message> told) {
        List<ManagedOrder> orders = evidence.stored().orders(cycle.userId());
        Instant startedAt =
                steps.startedAt(process, cycle.userId(), cycle.cycle()).orElse(cycle.startedAt());
        CycleView view = new CycleView(process, startedAt, cycle, orders, truths(cycle.userId()), told, evidence.log());
        int stopped = stops.getAsInt();
        if (stopped != stoppedBefore) {
            stoppedBefore = stopped;
            states.brokenOff();
        }
        orders.forEach(modifications::exitsAre);
        if (cycle.errors() == 0) {
            view.truths()
                    .keySet()
                    .forEach(account -> view.book(account)
                            .filter(LineLog.Shown::isTrue)
                            .ifPresent(book -> evidence.log().stored(account, book)));
        }
        evidence.first().inCycle(cycle.cycle());
        states.afterCycle(view);
        entries.afterCycle(view);
        coverage.afterCycle(view);
        accounts.afterCycle(view);
        bare.afterCycle(view);
        rejections.afterCycle(view);
        telling.afterCycle(view);
        money.afterCycle(view);
        evidence.first().inCycle(0);
    }

    /** What the accounts of a user have at the exchange. */
    private Map<Long, Truth> truths(long userId) {
        Map<Long, Truth> truths = new TreeMap<>();
        evidence.plan().accounts().stream()
                .filter(account -> evidence.plan().userOf(account) == userId)
                .forEach(account -> truths.put(account, Truth.of(evidence.exchange(), account, evidence.ledger())));
        return truths;
    }

    /** From now on nothing may be written to a broker. */
    synchronized void beginSilence() {
        convergence.beginSilence(evidence.plan().orders(evidence.stored()));
    }

    /** The world has been quiet for long. */
    synchronized void atEnd() {
        List<ManagedOrder> orders = evidence.plan().orders(evidence.stored());
        Map<Long, Truth> truths = new TreeMap<>();
        evidence.plan().users().forEach(user -> truths.putAll(truths(user.id())));
        convergence.atEnd(orders, truths);
        requests.atEnd(orders, truths);
        coverage.atEnd(orders, truths);
        accounts.atEnd(orders, truths);
        money.atEnd(truths);
        telling.atEnd();
    }
}
