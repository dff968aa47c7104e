package io.ordermonitor.execution;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.Coverage;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.NewManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.Slices;
import io.ordermonitor.order.Switches;
import io.ordermonitor.order.WriteSession;
import io.ordermonitor.order.WriteSessions;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an entry may be placed now, and an order amended. Each refusal says what, which and what next. */
final class EntryCheck {
    private final InstrumentTable instruments;
    private final WriteSessions sessions;
    private final StopCheck stops;

    EntryCheck(InstrumentTable instruments, WriteSessions sessions, StopCheck stops) {
        this.instruments = instruments;
        this.sessions = sessions;
        this.stops = stops;
    }

    /** Why these terms are refused; empty if they are not. */
    Optional<String> refusal(UserDesk desk, NewManagedOrder terms, Switches switches, Instant now) {
        Optional<Account> account = desk.account(terms.accountId());
        if (account.isEmpty()
                || account.get().userId() != terms.userId()
                || !account.get().active()) {
            return Optional.of("account " + terms.accountId() + " is not an active account of user " + terms.userId());
        }
        Optional<Instrument> instrument = instruments.find(account.get(), terms.instrument());
        if (instrument.isEmpty()) {
            return Optional.of("instrument " + terms.instrument() + " is not in the instrument table of broker "
                    + account.get().broker());
        }
        return terms.whyMisplaced()
                .or(() -> offGrid(terms, instrument.get()))
                .or(() -> outOfTime(terms, now))
                .or(() -> held(desk, terms, switches))
                .or(() -> stops.entry(desk.prices(), terms, instrument.get(), now));
    }

    /** Why an order is not amended to these terms; empty if it is. What the instrument forbids is asked if it is known. */
    Optional<String> refusal(UserDesk desk, ManagedOrder order, NewManagedOrder to, Instant now) {
        boolean entered = order.entryFilled() > 0 && order.live(LegKind.ENTRY).isEmpty();
        Optional<String> misplaced = entered
                ? Optional.empty()
                : to.whyMisplaced().map(why -> why + " while that may fill; cancel the rest of the entry first");
        return misplaced.or(() -> impossible(desk, order, to, now));
    }

    private Optional<String> impossible(UserDesk desk, ManagedOrder order, NewManagedOrder to, Instant now) {
        return desk.account(to.accountId())
                .flatMap(account -> instruments.find(account, to.instrument()))
                .flatMap(instrument -> price("slStopPrice", to.slStopPrice(), instrument)
                        .or(() -> price("targetPrice", to.targetPrice(), instrument))
                        .or(() -> stops.amendment(desk.prices(), order, to, instrument, now)));
    }

    /** What is to be known of an order that was amended: that its stop-loss is not placed yet; "" if nothing. */
    String standing(UserDesk desk, ManagedOrder order, Instant now) {
        int bare = Coverage.unprotected(order);
        if (bare == 0) {
            return "";
        }
        return "its stop-loss is not placed yet: " + bare + " open units have no live one; " + next(desk, order, now);
    }

    private String next(UserDesk desk, ManagedOrder order, Instant now) {
        if (order.state() == OrderState.FROZEN) {
            return "nothing is sent until the order is settled";
        }
        if (desk.account(order.accountId())
                .filter(account -> account.mode() == Account.Mode.OBSERVE)
                .isPresent()) {
            return "nothing is sent, for " + LegOrder.OBSERVED;
        }
        if (!sessions.at(order.instrument(), order.product(), now).takesExits()) {
            return "it is placed when its session opens"
                    + sessions.nextOpening(order.instrument(), order.product(), now)
                            .map(at -> ", at " + at)
                            .orElse("");
        }
        return "the next cycle, asked for at once, looks at it";
    }

    private static Optional<String> offGrid(NewManagedOrder terms, Instrument instrument) {
        if (terms.quantity() % instrument.lotSize() != 0) {
            return Optional.of("quantity " + terms.quantity() + " is not a multiple of the lot of "
                    + instrument.lotSize() + " of " + instrument.symbol());
        }
        if (Slices.areTooMany(terms.quantity(), instrument)) {
            return Optional.of("quantity " + terms.quantity() + " needs more than " + Slices.MOST + " slices of "
                    + instrument.largestSlice() + " of " + instrument.symbol() + "; give it in several orders");
        }
        return price("entryStopPrice", terms.entryStopPrice(), instrument)
                .or(() -> price("entryLimitPrice", terms.entryLimitPrice(), instrument))
                .or(() -> price("slStopPrice", terms.slStopPrice(), instrument))
                .or(() -> price("targetPrice", terms.targetPrice(), instrument));
    }

    private static Optional<String> price(String name, @Nullable BigDecimal price, Instrument instrument) {
        if (price == null) {
            return Optional.empty();
        }
        return price.remainder(instrument.tick()).signum() != 0
                ? Optional.of(name + " " + price.toPlainString() + " is not on the tick of "
                        + instrument.tick().toPlainString() + " of " + instrument.symbol())
                : Optional.empty();
    }

    private Optional<String> outOfTime(NewManagedOrder terms, Instant now) {
        WriteSession session = sessions.at(terms.instrument(), terms.product(), now);
        if (session != WriteSession.OPEN) {
            String next = sessions.nextOpening(terms.instrument(), terms.product(), now)
                    .map(at -> "; the next session opens at " + at)
                    .orElse("");
            return Optional.of("no entries of " + terms.instrument() + " " + terms.product() + " are sent now ("
                    + session + ")" + next);
        }
        Instant until = terms.validUntil();
        return until != null && !now.isBefore(until)
                ? Optional.of("the order was valid until " + until)
                : Optional.empty();
    }

    private static Optional<String> held(UserDesk desk, NewManagedOrder terms, Switches switches) {
        Optional<String> paused = Switchboard.pause(switches, terms);
        if (paused.isPresent()) {
            return paused;
        }
        if (switches.stops(terms)) {
            return Optional.of("entries of user " + terms.userId() + ", account " + terms.accountId() + ", strategy "
                    + terms.strategy() + " are stopped (stop-entries)");
        }
        return desk.orders().stream()
                .filter(o -> o.accountId() == terms.accountId() && o.isAnythingUnknown())
                .findFirst()
                .map(unknown -> "account " + terms.accountId() + " has an order, " + unknown.id()
                        + ", of which a write has an unknown outcome; try again when the order book has settled it");
    }
}
