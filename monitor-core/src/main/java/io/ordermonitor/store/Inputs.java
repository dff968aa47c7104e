package io.ordermonitor.store;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.SafetySwitch;
import io.ordermonitor.order.SwitchScope;
import io.ordermonitor.order.Switches;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What users and other programs set and a cycle reads: accounts, permissions, switches, fair prices, requests. */
public interface Inputs {
    /**
     * Everything that a cycle of this user reads, in one trip of at most two statements.
     *
     * @param instruments whose fair prices are wanted
     */
    UserInputs read(long userId, Set<InstrumentId> instruments);

    /** The permission and switches alone, read again before regenerated entries are placed. */
    Gate gate(long userId);

    /** Any one account, active or not. */
    Optional<Account> account(long accountId);

    /** Adds an account or replaces the one with its id. */
    void saveAccount(Account account);

    /** Sets a user's regeneration permission. */
    void savePermission(long userId, Permission permission);

    /**
     * Sets or lifts one switch for one scope, and leaves all else as it is, whoever changes something at the same time.
     *
     * @return the switches as they stand then
     */
    Switches change(long userId, SafetySwitch which, SwitchScope scope, boolean on);

    /** Sets the fair prices of instruments. */
    void saveFairPrices(List<FairPrice> prices);

    /**
     * Users who have an active account and an order that is not ended, or a request not taken up, or an order that ended
     * on this trading day with a placement given up that may turn up yet.
     */
    Set<Long> exposedUsers(LocalDate tradingDay);

    /**
     * What a cycle reads of a user.
     *
     * @param accounts the user's active accounts, by id
     * @param requests rows of order_request not taken up, oldest first
     */
    record UserInputs(
            List<Account> accounts,
            Permission permission,
            Switches switches,
            Map<InstrumentId, FairPrice> fairPrices,
            List<OrderRequest> requests) {
        public UserInputs {
            accounts = List.copyOf(accounts);
            fairPrices = Map.copyOf(fairPrices);
            requests = List.copyOf(requests);
        }
    }

    /** What decides whether an entry may be placed. */
    record Gate(Permission permission, Switches switches) {}
}
