package io.ordermonitor.testkit.simulation;

import io.ordermonitor.Monitor;
import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.Login;
import io.ordermonitor.broker.Read;
import io.ordermonitor.cycle.CycleScope;
import io.ordermonitor.cycle.StepNotes;
import io.ordermonitor.cycle.StepOutput;
import io.ordermonitor.cycle.Steps;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.PnlRow;
import io.ordermonitor.order.Switches;
import io.ordermonitor.store.Inputs;
import io.ordermonitor.store.Orders;
import io.ordermonitor.store.PnlQuery;
import io.ordermonitor.store.Stores;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Steps, settings and stores that do wrong. */
final class Mutants {
    private Mutants() {}

    /** What a broken port does in place of a method. */
    interface Twist {
        @Nullable
        Object call(Method method, @Nullable Object[] args, Through through) throws Throwable;
    }

    /** The method as it is. */
    interface Through {
        @Nullable
        Object call(@Nullable Object[] args) throws Throwable;
    }

    static <P> P port(Class<P> type, P target, Twist twist) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            @Nullable Object[] given = args == null ? new Object[0] : args;
            return twist.call(method, given, changed -> through(target, method, changed));
        }));
    }

    private static @Nullable Object through(Object target, Method method, @Nullable Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    static UnaryOperator<Stores> orders(Twist twist) {
        return stores -> with(stores, stores.inputs(), port(Orders.class, stores.orders(), twist), stores.pnl());
    }

    static UnaryOperator<Stores> inputs(Twist twist) {
        return stores -> with(stores, port(Inputs.class, stores.inputs(), twist), stores.orders(), stores.pnl());
    }

    static UnaryOperator<Stores> pnl(UnaryOperator<PnlRow> wrong) {
        return stores -> with(
                stores,
                stores.inputs(),
                stores.orders(),
                port(PnlQuery.class, stores.pnl(), (method, args, through) -> {
                    Object result = through.call(args);
                    return method.getName().equals("realised")
                            ? rows(result).stream().map(wrong).toList()
                            : result;
                }));
    }

    @SuppressWarnings("unchecked")
    private static List<PnlRow> rows(@Nullable Object result) {
        return (List<PnlRow>) Objects.requireNonNull(result);
    }

    private static Stores with(Stores stores, Inputs inputs, Orders orders, PnlQuery pnl) {
        return new Stores(
                inputs,
                stores.instruments(),
                stores.snapshots(),
                pnl,
                orders,
                stores.intents(),
                stores.rejected(),
                stores.regenerations(),
                stores.requests(),
                stores.alarms(),
                stores.tokens(),
                stores.audit());
    }

    /** Nothing of an order is stored, and the answer is that it was. */
    static @Nullable Object storesNothing(Method method, @Nullable Object[] args, Through through) throws Throwable {
        return method.getName().equals("save") ? Map.<Long, String>of() : through.call(args);
    }

    /** No switch is ever read. */
    static @Nullable Object readsNoSwitch(Method method, @Nullable Object[] args, Through through) throws Throwable {
        Object result = through.call(args);
        if (result instanceof Inputs.Gate gate) {
            return new Inputs.Gate(gate.permission(), Switches.NONE);
        }
        return result instanceof Inputs.UserInputs read
                ? new Inputs.UserInputs(
                        read.accounts(), read.permission(), Switches.NONE, read.fairPrices(), read.requests())
                : result;
    }

    static UnaryOperator<Monitor.Builder> steps(UnaryOperator<Steps> change) {
        return builder -> builder.steps(change);
    }

    /** No stop is placed, and something else is said. */
    static Steps bareAndTalkative(Steps steps) {
        Finding other = Finding.error(4, 0, 999, Code.VALIDATION, "order 999 is of interest");
        StepNotes notes = new StepNotes(List.of(other), List.of(), List.of(), Set.of());
        return new Steps(
                steps.fetch(),
                steps.pnl(),
                steps.update(),
                (scope, laid, updated) -> new StepOutput.Done(notes),
                steps.entries(),
                steps.stops(),
                steps.rejected(),
                steps.regenerate(),
                steps.place(),
                steps.report());
    }

    /** Steps 5 and 6 change places. */
    static Steps swapped(Steps steps) {
        return new Steps(
                steps.fetch(),
                steps.pnl(),
                steps.update(),
                steps.exits(),
                steps.stops()::modify,
                steps.entries()::modify,
                steps.rejected(),
                steps.regenerate(),
                steps.place(),
                steps.report());
    }

    /** Errors are kept from the user. */
    static Steps silent(Steps steps) {
        return new Steps(
                steps.fetch(),
                steps.pnl(),
                steps.update(),
                steps.exits(),
                steps.entries(),
                steps.stops(),
                steps.rejected(),
                steps.regenerate(),
                steps.place(),
                (scope, found, whole) -> {
                    steps.report().report(scope, found, whole);
                    return List.of();
                });
    }

    /** A cycle begins another one in its midst. */
    static Steps nested(Steps steps) {
        return new Steps(
                steps.fetch(),
                steps.pnl(),
                steps.update(),
                (scope, laid, updated) -> {
                    steps.fetch().fetch(scope);
                    return steps.exits().place(scope, laid, updated);
                },
                steps.entries(),
                steps.stops(),
                steps.rejected(),
                steps.regenerate(),
                steps.place(),
                steps.report());
    }

    /** Step 5 takes every entry's stop for passed. */
    static Steps eager(Steps steps) {
        return new Steps(
                steps.fetch(),
                steps.pnl(),
                steps.update(),
                steps.exits(),
                (scope, laid) -> steps.entries().modify(raised(scope), laid),
                steps.stops(),
                steps.rejected(),
                steps.regenerate(),
                steps.place(),
                steps.report());
    }

    private static @Nullable BigDecimal moved(@Nullable BigDecimal price, BigDecimal by) {
        return price == null ? null : price.add(by);
    }

    private static CycleScope raised(CycleScope scope) {
        Map<InstrumentId, FairPrice> prices = new HashMap<>();
        BigDecimal by = new BigDecimal("6");
        scope.fairPrices()
                .forEach((id, price) -> prices.put(
                        id,
                        new FairPrice(
                                id,
                                moved(price.buy(), by),
                                moved(price.sell(), by.negate()),
                                price.asOf(),
                                price.source())));
        return new CycleScope(
                scope.userId(),
                scope.number(),
                scope.kind(),
                scope.accounts(),
                scope.permission(),
                scope.switches(),
                prices,
                scope.requests(),
                scope.now());
    }

    /** A broker of which other things are believed. */
    static final class Believed extends BrokenLine {
        private final Duration settle;
        private final int perSecond;

        Believed(Broker line, Duration settle, int perSecond) {
            super(line);
            this.settle = settle;
            this.perSecond = perSecond;
        }

        @Override
        public BrokerProfile profile() {
            BrokerProfile is = line.profile();
            Duration apart = settle.isZero() ? settle : is.absenceSpacing();
            return new BrokerProfile(
                    is.name(),
                    settle,
                    apart,
                    is.readSpacing(),
                    perSecond,
                    is.modifyCap(),
                    is.takesStopMarket(),
                    is.hasQuotes());
        }
    }

    /** Logs in after any failure. */
    static final class Impatient extends BrokenLine {
        Impatient(Broker line) {
            super(line);
        }

        @Override
        public Read<BrokerOrder> orderBook() {
            Read<BrokerOrder> read = line.orderBook();
            if (!read.isFresh()) {
                Login login = line.login();
                return login.ok() ? line.orderBook() : read;
            }
            return read;
        }
    }
}
