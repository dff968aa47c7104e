package io.ordermonitor.execution;

import io.ordermonitor.order.Amendment;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegWrite;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.OrderStates;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Overlay;
import io.ordermonitor.order.Regeneration;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.order.Tag;
import io.ordermonitor.store.Intents;
import io.ordermonitor.store.OrderChanges;
import io.ordermonitor.store.Orders;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How managed orders come in and are told to end. Called by the holder of the user's write lock only; blocking.
 */
public final class OrderIntake {
    /** What is said of a request that the database refused to store. */
    static final String HOLDS = "holds as long as this process runs; the next cycle tries to store it again";

    private final Orders orders;
    private final Intents intents;
    private final OrderWriter writer;
    private final SendPlan plan;
    private final EntryCheck check;
    private final Switchboard switchboard;
    private final InstrumentTable instruments;
    private final Clock clock;
    private final ZoneId zone;

    OrderIntake(
            Orders orders,
            Intents intents,
            OrderWriter writer,
            SendPlan plan,
            EntryCheck check,
            Switchboard switchboard,
            InstrumentTable instruments,
            Clock clock,
            ZoneId zone) {
        this.orders = orders;
        this.intents = intents;
        this.writer = writer;
        this.plan = plan;
        this.check = check;
        this.switchboard = switchboard;
        this.instruments = instruments;
        this.clock = clock;
        this.zone = zone;
    }

    /** The order that a request has made already, be it in a process that was killed before it could answer. */
    Optional<Long> knownOrder(OrderRequest request) {
        return Optional.ofNullable(request.terms()).flatMap(this::known);
    }

    /** The order of these terms' request key. */
    public Optional<Long> known(NewManagedOrder terms) {
        return orders.findByRequestKey(terms.userId(), terms.requestKey()).map(ManagedOrder::id);
    }

    /** Places a new order's entry, unless its request key is known or something forbids it. */
    public IntakeResult submit(UserDesk desk, NewManagedOrder terms, Cause cause) throws InterruptedException {
        Optional<Long> known = known(terms);
        if (known.isPresent()) {
            return new IntakeResult.Repeated(known.get());
        }
        Optional<String> refusal = terms.whyNotPlain()
                .or(() -> check.refusal(desk, terms, switchboard.of(desk.userId()), clock.instant()));
        if (refusal.isPresent()) {
            return new IntakeResult.Refused(refusal.get());
        }
        ManagedOrder order = ManagedOrder.of(orders.nextId(), terms, null, 1, today(), clock.instant());
        return place(desk, order, cause, orders::create);
    }

    /** Places a regenerated entry; its row's status is written in the same transaction as the order and its intents. */
    public IntakeResult submit(UserDesk desk, Regeneration row, Cause cause) throws InterruptedException {
        Optional<String> refusal = check.refusal(desk, row.terms(), switchboard.of(desk.userId()), clock.instant());
        if (refusal.isPresent()) {
            return new IntakeResult.Refused(refusal.get());
        }
        Instant now = clock.instant();
        ManagedOrder order =
                ManagedOrder.of(orders.nextId(), row.terms(), row.rejectedId(), row.attempt(), today(), now);
        return place(desk, order, cause, (o, entry) -> orders.createRegenerated(o, entry, row.id(), now));
    }

    private IntakeResult place(
            UserDesk desk,
            ManagedOrder order,
            Cause cause,
            BiFunction<ManagedOrder, List<Intent>, Optional<Long>> create)
            throws InterruptedException {
        Instrument instrument = desk.account(order.accountId())
                .flatMap(a -> instruments.find(a, order.instrument()))
                .orElseThrow();
        // How old an intent may be when it is sent counts from here.
        Instant now = clock.instant();
        long fence = intents.fence(desk.userId());
        ManagedOrder marked = order;
        List<Intent> entry = new ArrayList<>();
        int slice = 0;
        for (OrderTerms terms : SendPlan.entrySlices(order, instrument)) {
            SendPlan.Planned planned = plan.place(
                    marked,
                    LegKind.ENTRY,
                    slice++,
                    order.side(),
                    terms,
                    cause.rule("entry.place"),
                    fence,
                    today(),
                    now);
            marked = planned.marked();
            entry.add(planned.intent());
        }
        Optional<Long> repeated = desk.storing(() -> create.apply(order, entry));
        if (repeated.isPresent()) {
            return new IntakeResult.Repeated(repeated.get());
        }
        desk.put(marked);
        List<OrderWriter.Written> written = writer.sendRecorded(desk, entry);
        return new IntakeResult.Taken(desk.order(order.id()).orElseThrow(), written);
    }

    /** Takes over an entry that is at the broker already; it is matched by its broker order id. */
    public IntakeResult adopt(UserDesk desk, NewManagedOrder terms, String brokerOrderId) {
        Optional<Long> known = known(terms);
        if (known.isPresent()) {
            return new IntakeResult.Repeated(known.get());
        }
        Optional<String> refusal =
                terms.whyNotPlain().or(terms::whyMisplaced).or(() -> notAdoptable(desk, terms, brokerOrderId));
        if (refusal.isPresent()) {
            return new IntakeResult.Refused(refusal.get());
        }
        Instant now = clock.instant();
        ManagedOrder order = ManagedOrder.of(orders.nextId(), terms, null, 1, today(), now);
        OrderTerms entry =
                new OrderTerms(terms.entryType(), terms.quantity(), terms.entryLimitPrice(), terms.entryStopPrice());
        String tag = Tag.of(orders.installation(), order.id(), LegKind.ENTRY, 1);
        ManagedOrder adopted = order.withLegOrder(
                LegOrder.sent(tag, LegKind.ENTRY, 0, 1, entry, now).withBrokerOrderId(brokerOrderId));
        Optional<Long> repeated = desk.storing(() -> orders.create(adopted, List.of()));
        if (repeated.isPresent()) {
            return new IntakeResult.Repeated(repeated.get());
        }
        desk.putStored(adopted);
        return new IntakeResult.Taken(adopted, List.of());
    }

    /** What is known of the id now; the rest is told by the first book that shows it, see {@link Overlay}. */
    private Optional<String> notAdoptable(UserDesk desk, NewManagedOrder terms, String brokerOrderId) {
        // Broker order ids are unique within an account and a trading day only.
        boolean ours = desk.orders().stream()
                .filter(o -> o.accountId() == terms.accountId())
                .flatMap(o -> o.legOrders().stream())
                .anyMatch(leg -> brokerOrderId.equals(leg.brokerOrderId())
                        && LocalDate.ofInstant(leg.sentAt(), zone).equals(today()));
        if (ours) {
            return Optional.of("broker order " + brokerOrderId + " is managed already");
        }
        if (desk.account(terms.accountId()).isEmpty()) {
            return Optional.of("account " + terms.accountId() + " is not an active account of user " + terms.userId());
        }
        return desk.foreign(terms.accountId(), brokerOrderId)
                .flatMap(row -> row.whyNoEntryOf(terms))
                .map(why -> why + "; adopt it on terms of its own");
    }

    /** Ends the entry's rest: cancels it now if its state allows, else in the next cycle. */
    public IntakeResult cancel(UserDesk desk, long orderId, Cause cause) throws InterruptedException {
        Optional<ManagedOrder> found = desk.order(orderId);
        if (found.isEmpty()) {
            return unknown(desk, orderId);
        }
        Optional<String> barred = barred(desk, found.get());
        if (barred.isPresent()) {
            return new IntakeResult.Refused(barred.get());
        }
        desk.put(ended(found.get().withEntryEnded()));
        List<LegWrite.Cancel> writes = found.get().live(LegKind.ENTRY).stream()
                .filter(LegOrder::isWritable)
                .map(e -> new LegWrite.Cancel(orderId, e.tag(), "entry.cancel"))
                .toList();
        List<OrderWriter.Written> written = writer.write(desk, writes, cause);
        return taken(desk, orderId, written, cause.rule("order.cancel"));
    }

    /** Closes the order at the market: its next cycle turns the stop into an exit. */
    public IntakeResult exitNow(UserDesk desk, long orderId, Cause cause) {
        Optional<ManagedOrder> found = desk.order(orderId);
        if (found.isEmpty()) {
            return unknown(desk, orderId);
        }
        Optional<String> barred = barred(desk, found.get());
        if (barred.isPresent()) {
            return new IntakeResult.Refused(barred.get());
        }
        desk.put(ended(found.get().withExitRequested()));
        desk.promptStops().ask(found.get());
        return taken(desk, orderId, List.of(), cause.rule("order.exit"));
    }

    /** Orders that were asked to exit, as they are then, and by id why some of them could not be stored so. */
    record ExitAsked(List<ManagedOrder> orders, Map<Long, String> unstored) {}

    /** Closes every order of a scope that is not ended. */
    ExitAsked exitAll(UserDesk desk, SwitchScope scope, Cause cause) {
        List<ManagedOrder> asked = desk.orders().stream()
                .filter(order -> !order.state().isEnded() && scope.covers(order.terms()))
                .map(order -> ended(order.withExitRequested()))
                .toList();
        asked.forEach(desk::put);
        asked.forEach(desk.promptStops()::ask);
        return new ExitAsked(asked, store(desk, cause.rule("flatten"), asked));
    }

    /** Gives the order another stop-loss and target: its next cycle modifies the legs. */
    public IntakeResult amend(UserDesk desk, long orderId, Amendment to, Cause cause) {
        Optional<ManagedOrder> found = desk.order(orderId);
        if (found.isEmpty()) {
            return unknown(desk, orderId);
        }
        Optional<String> barred = barred(desk, found.get());
        if (barred.isPresent()) {
            return new IntakeResult.Refused(barred.get());
        }
        NewManagedOrder terms;
        try {
            terms = found.get().terms().amended(to.slStopPrice(), to.targetPrice());
        } catch (IllegalArgumentException e) {
            return new IntakeResult.Refused("order " + orderId + ": " + e.getMessage());
        }
        Instant now = clock.instant();
        Optional<String> refusal = check.refusal(desk, found.get(), terms, now);
        if (refusal.isPresent()) {
            return new IntakeResult.Refused("order " + orderId + ": " + refusal.get(), Optional.of(found.get()));
        }
        ManagedOrder amended = desk.storing(() -> {
            orders.amend(orderId, terms, cause.rule("order.amend"), now);
            return found.get().withTerms(terms);
        });
        desk.put(amended);
        desk.promptStops().ask(amended);
        boolean untargeted = found.get().terms().targetPrice() != null && terms.targetPrice() == null;
        String said = Stream.of(untargeted ? "its target is taken away" : "", check.standing(desk, amended, now))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining("; "));
        return new IntakeResult.Taken(amended, List.of(), said);
    }

    /** The order as it was asked to be; at once in its last state where nothing of it ever went to the broker. */
    private static ManagedOrder ended(ManagedOrder asked) {
        ManagedOrder to = OrderStates.derive(asked);
        return to.state().isEnded() ? to : asked;
    }

    private IntakeResult taken(UserDesk desk, long orderId, List<OrderWriter.Written> written, Cause cause) {
        String why =
                store(desk, cause, List.of(desk.order(orderId).orElseThrow())).get(orderId);
        String said = why == null ? "" : "it could not be stored (" + why + ") and " + HOLDS;
        return new IntakeResult.Taken(desk.order(orderId).orElseThrow(), written, said);
    }

    /**
     * What was asked must outlive a crash: it is stored at once, with all else that differs. Returns by id which of the
     * asked orders could not be; they are as asked as long as this process runs.
     */
    private Map<Long, String> store(UserDesk desk, Cause cause, List<ManagedOrder> asked) {
        List<ManagedOrder> dirty = desk.dirty();
        desk.notRecorded(dirty.stream().map(ManagedOrder::id).toList());
        OrderChanges changes = new OrderChanges(cause, dirty, desk.outcomes(dirty), List.of());
        Map<Long, String> failed = desk.storing(() -> orders.save(desk.userId(), changes, clock.instant()));
        desk.stored(dirty.stream()
                .map(ManagedOrder::id)
                .filter(id -> !failed.containsKey(id))
                .toList());
        Map<Long, String> unstored = new TreeMap<>();
        for (ManagedOrder order : asked) {
            String why = failed.get(order.id());
            if (why != null) {
                desk.hold(order);
                unstored.put(order.id(), why);
            }
        }
        return unstored;
    }

    /** Why nothing that is asked of an order now would reach its broker; empty if it would. */
    private Optional<String> barred(UserDesk desk, ManagedOrder order) {
        // What was given up may turn up yet.
        if (order.state().isEnded() && order.state() != OrderState.ENTRY_GIVEN_UP) {
            return Optional.of(
                    "order " + order.id() + " is " + order.state() + ": it has ended, nothing is left to do");
        }
        if (desk.account(order.accountId()).isEmpty()) {
            return Optional.of("order " + order.id() + ": account " + order.accountId()
                    + " is not an active account of user " + order.userId()
                    + ", nothing is sent to it; enable it first, or act at the broker");
        }
        return switchboard.pause(order);
    }

    private static IntakeResult unknown(UserDesk desk, long orderId) {
        return new IntakeResult.Refused("user " + desk.userId() + " has no managed order " + orderId + " today");
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
