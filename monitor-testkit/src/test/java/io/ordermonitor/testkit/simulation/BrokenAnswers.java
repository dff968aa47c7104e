package io.ordermonitor.testkit.simulation;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.PnlRow;
import io.ordermonitor.order.Regeneration;
import io.ordermonitor.order.RejectedOrder;
import io.ordermonitor.order.Switches;
import io.ordermonitor.store.Inputs;
import io.ordermonitor.store.PnlQuery;
import io.ordermonitor.store.Regenerations;
import io.ordermonitor.store.RejectedOrders;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Monitors that read something else than is stored. */
final class BrokenAnswers {
    private BrokenAnswers() {}

    /** No switch is ever read. */
    static UnaryOperator<Simulation> readsNoSwitch() {
        return BrokenPort.of(Inputs.class, (called, args, through) -> {
            Object result = through.call(args);
            if (result instanceof Inputs.Gate gate) {
                return new Inputs.Gate(gate.permission(), Switches.NONE);
            }
            return result instanceof Inputs.UserInputs read
                    ? new Inputs.UserInputs(
                            read.accounts(), read.permission(), Switches.NONE, read.fairPrices(), read.requests())
                    : result;
        });
    }

    /** Every account is taken to be armed. */
    static UnaryOperator<Simulation> readsNoMode() {
        return BrokenPort.of(Inputs.class, (called, args, through) -> {
            Object result = through.call(args);
            if (result instanceof Optional<?> one && one.orElse(null) instanceof Account account) {
                return Optional.of(armed(account));
            }
            return result instanceof Inputs.UserInputs read
                    ? new Inputs.UserInputs(
                            read.accounts().stream().map(BrokenAnswers::armed).toList(),
                            read.permission(),
                            read.switches(),
                            read.fairPrices(),
                            read.requests())
                    : result;
        });
    }

    /** A permission is taken to be given, and is not. */
    static UnaryOperator<Simulation> readsNoPermission() {
        Permission all = new Permission(true, Set.of("*"));
        return simulation ->
                simulation.withStores(stores -> BrokenPort.in(stores, Inputs.class, (called, args, through) -> {
                    Object result = through.call(args);
                    if (result instanceof Inputs.Gate gate) {
                        return new Inputs.Gate(all, gate.switches());
                    }
                    if (result instanceof Inputs.UserInputs read) {
                        stores.inputs().savePermission((Long) BrokenPort.known(args[0]), Permission.NONE);
                        return new Inputs.UserInputs(
                                read.accounts(), all, read.switches(), read.fairPrices(), read.requests());
                    }
                    return result;
                }));
    }

    private static Account armed(Account account) {
        return new Account(
                account.id(),
                account.userId(),
                account.broker(),
                account.clientCode(),
                account.active(),
                Account.Mode.ARMED,
                account.exits());
    }

    /** What is placed anew has twice the units. */
    static UnaryOperator<Simulation> regeneratesTwice() {
        return BrokenPort.answering(
                Regenerations.class,
                "waiting",
                rows -> BrokenPort.<Regeneration>list(
                        rows,
                        row -> new Regeneration(
                                row.id(),
                                row.rejectedId(),
                                BrokenStores.with(
                                        row.terms(),
                                        2 * row.terms().quantity(),
                                        row.terms().requestKey()),
                                row.attempt(),
                                row.tradingDay(),
                                row.madeAt())));
    }

    /** How often an entry was placed anew is forgotten. */
    static UnaryOperator<Simulation> countsNoAttempts() {
        return BrokenPort.asked(
                RejectedOrders.class,
                "move",
                1,
                rows -> BrokenPort.<RejectedOrder>list(
                        rows,
                        row -> new RejectedOrder(
                                first(row.order()), row.reason(), row.kind(), row.tradingDay(), row.rejectedAt())));
    }

    private static ManagedOrder first(ManagedOrder order) {
        return ManagedOrder.of(order.id(), order.terms(), null, 1, order.tradingDay(), order.createdAt())
                .withLegOrders(order.legOrders())
                .withState(order.state());
    }

    private static UnaryOperator<Simulation> pnl(UnaryOperator<PnlRow> wrong) {
        return BrokenPort.answering(PnlQuery.class, "realised", rows -> BrokenPort.list(rows, wrong));
    }

    /** A unit is left that nobody holds. */
    static UnaryOperator<Simulation> holdsOneMore() {
        return pnl(row ->
                new PnlRow(row.key(), row.realised(), row.openQuantity() + 1, row.openValue(), row.multiplier()));
    }

    /** What is open has cost a rupee less. */
    static UnaryOperator<Simulation> valuesLess() {
        return pnl(row -> new PnlRow(
                row.key(),
                row.realised(),
                row.openQuantity(),
                row.openValue().subtract(BigDecimal.ONE),
                row.multiplier()));
    }

    /** A rupee more is realised, and what is left costs one more. */
    static UnaryOperator<Simulation> realisesMore() {
        return pnl(row -> new PnlRow(
                row.key(),
                row.realised().add(BigDecimal.ONE),
                row.openQuantity(),
                row.openValue().add(BigDecimal.ONE),
                row.multiplier()));
    }
}
