package io.ordermonitor.cycle;

import io.ordermonitor.order.Account;
import io.ordermonitor.order.FairPrice;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.Permission;
import io.ordermonitor.order.Switches;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one cycle is about; fixed before its first step.
 *
 * @param number grows by one with each cycle of the user
 * @param kind scheduled, nudged or closing
 * @param accounts the accounts that this cycle reads
 * @param now the instant the cycle decides by, read once
 */
public record CycleScope(
        long userId,
        long number,
        Kind kind,
        List<Account> accounts,
        Permission permission,
        Switches switches,
        Map<InstrumentId, FairPrice> fairPrices,
        List<OrderRequest> requests,
        Instant now) {
    /** Why a cycle runs, which says how much of it runs. */
    public enum Kind {
        /** All ten steps. */
        SCHEDULED,
        /** Steps 1 to 4 and 10, on the accounts concerned. */
        NUDGED,
        /** Steps 1 to 3 and 10: books the last fills after the last session. */
        CLOSING
    }

    public CycleScope {
        accounts = List.copyOf(accounts);
        fairPrices = Map.copyOf(fairPrices);
        requests = List.copyOf(requests);
    }
}
