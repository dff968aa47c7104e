package io.ordermonitor.step;

import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Exposure;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.ManagedOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Accounts that are not active although something is open or rests there: no cycle reads or protects it. */
public final class DisabledAccounts {
    private DisabledAccounts() {}

    /** An alarm for each of them, with what was left there; called by the holder of the user's write lock. */
    public static List<Finding> of(UserDesk desk) {
        Map<Long, List<ManagedOrder>> left = new TreeMap<>();
        for (ManagedOrder order : desk.orders()) {
            if (desk.account(order.accountId()).isEmpty() && Exposure.isExposed(List.of(order))) {
                left.computeIfAbsent(order.accountId(), id -> new ArrayList<>()).add(order);
            }
        }
        return left.entrySet().stream()
                .map(entry -> alarm(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Finding alarm(long accountId, List<ManagedOrder> left) {
        return Finding.alarm(
                1,
                accountId,
                0,
                Code.ACCOUNT_OUT,
                "Account " + accountId + " is disabled, and nobody watches what was left there: "
                        + left.stream().map(DisabledAccounts::said).collect(Collectors.joining("; "))
                        + ". Act at the broker, or enable the account to have it watched again.");
    }

    private static String said(ManagedOrder order) {
        String live = order.legOrders().stream()
                .filter(leg -> leg.state().isLive())
                .map(DisabledAccounts::said)
                .collect(Collectors.joining(", "));
        return "order " + order.id() + " of " + order.instrument() + ", open " + order.open() + ", "
                + (live.isEmpty() ? "nothing live at the broker" : "live at the broker " + live);
    }

    private static String said(LegOrder leg) {
        String id = leg.brokerOrderId();
        return Writing.name(leg.leg()) + " " + (id == null ? "with an id that is not known" : id);
    }
}
