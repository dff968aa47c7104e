package io.ordermonitor.testkit.contract;

import static io.ordermonitor.testkit.contract.Samples.DAY;
import static io.ordermonitor.testkit.contract.Samples.NIFTY;
import static io.ordermonitor.testkit.contract.Samples.NOON;
import static io.ordermonitor.testkit.contract.Samples.OTHER_USER;
import static io.ordermonitor.testkit.contract.Samples.RELIANCE;
import static io.ordermonitor.testkit.contract.Samples.USER;
import static io.ordermonitor.testkit.contract.Samples.account;
import static io.ordermonitor.testkit.contract.Samples.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegNote;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.SafetySwitch;
import io.ordermonitor.order.SwitchReach;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.order.Switches;
import io.ordermonitor.store.Inputs;
import io.ordermonitor.store.Inputs.UserInputs;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link Inputs} does. */
public abstract class InputsContract extends StoreContract {
    /** For subclasses. */
    protected InputsContract() {}

    private static FairPrice price(String buy, int age) {
        return new FairPrice(RELIANCE, new BigDecimal(buy), null, NOON.minusSeconds(age), "model");
    }

    @Test
    void aUserOfWhomNothingIsSetHasNothing() {
        UserInputs inputs = stores.inputs().read(99, Set.of(RELIANCE));

        assertThat(inputs.accounts()).isEmpty();
        assertThat(inputs.permission()).isEqualTo(Permission.NONE);
        assertThat(inputs.switches()).isEqualTo(Switches.NONE);
        assertThat(inputs.fairPrices()).isEmpty();
        assertThat(inputs.requests()).isEmpty();
    }

    @Test
    void aUsersActiveAccountsAreReadById() {
        stores.inputs().saveAccount(account(72, USER, true));
        stores.inputs().saveAccount(account(71, USER, false));

        assertThat(stores.inputs().read(USER, Set.of()).accounts())
                .containsExactly(Samples.ACCOUNT, account(72, USER, true));
        assertThat(stores.inputs().account(71)).contains(account(71, USER, false));
        assertThat(stores.inputs().account(999)).isEmpty();
    }

    @Test
    void aSavedAccountReplacesTheOneWithItsId() {
        Account observed =
                new Account(70, USER, Samples.BROKER, "ZZ9", true, Account.Mode.OBSERVE, Account.ExitMode.SINGLE);

        stores.inputs().saveAccount(observed);

        assertThat(stores.inputs().read(USER, Set.of()).accounts()).containsExactly(observed);
    }

    @Test
    void permissionAndSwitchesAreTheUsersOwn() {
        Permission permission = new Permission(true, Set.of("breakout", "fade"));
        Switches switches = new Switches(
                new SwitchReach(false, Set.of(70L), Set.of("fade")),
                new SwitchReach(true, Set.of(), Set.of("breakout")));
        stores.inputs().savePermission(USER, new Permission(true, Set.of("*")));
        stores.inputs().savePermission(USER, permission);
        Inputs inputs = stores.inputs();
        inputs.change(USER, SafetySwitch.STOP_ENTRIES, SwitchScope.account(70), true);
        inputs.change(USER, SafetySwitch.STOP_ENTRIES, SwitchScope.strategy("fade"), true);
        inputs.change(USER, SafetySwitch.PAUSE, SwitchScope.everything(), true);
        inputs.change(USER, SafetySwitch.PAUSE, SwitchScope.strategy("breakout"), true);

        assertThat(stores.inputs().gate(USER)).isEqualTo(new Inputs.Gate(permission, switches));
        assertThat(stores.inputs().gate(OTHER_USER)).isEqualTo(new Inputs.Gate(Permission.NONE, Switches.NONE));
        UserInputs read = reopen(stores).inputs().read(USER, Set.of());
        assertThat(read.permission()).isEqualTo(permission);
        assertThat(read.switches()).isEqualTo(switches);
    }

    @Test
    void aChangeOfOneSwitchLeavesAllElseAsItIs() {
        Inputs inputs = stores.inputs();
        Switches all = inputs.change(USER, SafetySwitch.STOP_ENTRIES, SwitchScope.everything(), true);
        inputs.change(USER, SafetySwitch.STOP_ENTRIES, SwitchScope.account(70), true);
        inputs.change(USER, SafetySwitch.STOP_ENTRIES, SwitchScope.account(71), true);
        inputs.change(USER, SafetySwitch.STOP_ENTRIES, SwitchScope.account(71), true);
        inputs.change(USER, SafetySwitch.PAUSE, SwitchScope.strategy("fade"), true);
        inputs.change(USER, SafetySwitch.PAUSE, SwitchScope.everything(), true);
        inputs.change(USER, SafetySwitch.PAUSE, SwitchScope.strategy("never set"), false);
        inputs.change(USER, SafetySwitch.STOP_ENTRIES, SwitchScope.account(70), false);
        Switches last = inputs.change(USER, SafetySwitch.STOP_ENTRIES, SwitchScope.everything(), false);

        assertThat(all).isEqualTo(new Switches(SwitchReach.EVERYTHING, SwitchReach.NOTHING));
        assertThat(last)
                .isEqualTo(new Switches(
                        new SwitchReach(false, Set.of(71L), Set.of()),
                        new SwitchReach(true, Set.of(), Set.of("fade"))));
        assertThat(reopen(stores).inputs().gate(USER).switches()).isEqualTo(last);
        assertThat(stores.inputs().gate(OTHER_USER).switches()).isEqualTo(Switches.NONE);
    }

    @Test
    void onlyTheFairPricesAskedForAreRead() {
        FairPrice future = new FairPrice(NIFTY, null, new BigDecimal("24000.05"), NOON, "desk");
        stores.inputs().saveFairPrices(List.of(price("1500", 60), future));
        stores.inputs().saveFairPrices(List.of(price("1501.25", 0)));

        assertSame(stores.inputs().read(USER, Set.of(RELIANCE)).fairPrices())
                .isEqualTo(Map.of(RELIANCE, price("1501.25", 0)));
        assertSame(stores.inputs().read(USER, Set.of(NIFTY, RELIANCE)).fairPrices())
                .isEqualTo(Map.of(NIFTY, future, RELIANCE, price("1501.25", 0)));
        assertThat(stores.inputs().read(USER, Set.of()).fairPrices()).isEmpty();
    }

    @Test
    void aUserIsExposedWhileAnOrderOfHisIsNotEnded() {
        assertThat(stores.inputs().exposedUsers(DAY)).isEmpty();

        ManagedOrder order = given(order(stores.orders().nextId(), USER, "k1"));
        assertThat(stores.inputs().exposedUsers(DAY)).containsExactly(USER);

        stores.orders().save(USER, List.of(order.withState(OrderState.CLOSED)), List.of(), NOON);
        assertThat(stores.inputs().exposedUsers(DAY)).isEmpty();
    }

    @Test
    void aUserIsExposedForTheDayOnWhichAPlacementWasGivenUp() {
        ManagedOrder order = given(order(stores.orders().nextId(), USER, "k1"));
        ManagedOrder ended = order.withState(OrderState.ENTRY_GIVEN_UP);
        LegOrder entry = ended.of(LegKind.ENTRY).get(0).withState(LegState.NONE, "not in the book");

        stores.orders().save(USER, List.of(ended.withLegOrder(entry)), List.of(), NOON);
        assertThat(stores.inputs().exposedUsers(DAY)).containsExactly(USER);
        assertThat(stores.inputs().exposedUsers(DAY.plusDays(1))).isEmpty();

        LegOrder unsent = entry.withState(LegState.NONE, "not sent", LegNote.NOT_SENT);
        stores.orders().save(USER, List.of(ended.withLegOrder(unsent)), List.of(), NOON);
        assertThat(stores.inputs().exposedUsers(DAY)).isEmpty();
    }

    @Test
    void aUserWithoutAnActiveAccountIsNotExposed() {
        given(order(stores.orders().nextId(), USER, "k1"));

        stores.inputs().saveAccount(account(70, USER, false));

        assertThat(stores.inputs().exposedUsers(DAY)).isEmpty();
    }
}
