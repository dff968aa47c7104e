package io.ordermonitor.step;

import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.Login;
import io.ordermonitor.broker.Read;
import io.ordermonitor.execution.UserDesk;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Exposure;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** For how many cycles accounts could not be read, and what is said about it. Thread-safe. */
final class AccountHealth {
    private static final int PATIENCE_CYCLES = 2;

    private final Map<Long, Integer> down = new ConcurrentHashMap<>();
    private final Map<Long, Integer> positionsDown = new ConcurrentHashMap<>();

    /** Notes what came of an account's reads in a scheduled cycle. */
    void note(AccountReads.Both both) {
        count(down, both.account().id(), !both.isFresh());
        count(
                positionsDown,
                both.account().id(),
                both.orders().isFresh() && !both.positions().isFresh());
    }

    private static void count(Map<Long, Integer> counts, long accountId, boolean failed) {
        if (failed) {
            counts.merge(accountId, 1, Integer::sum);
        } else {
            counts.remove(accountId);
        }
    }

    /** True if only the positions have been failing, for longer than two cycles: the book alone must do. */
    boolean mustDoWithoutPositions(AccountReads.Both both) {
        return both.orders().isFresh()
                && !both.positions().isFresh()
                && positionsDown.getOrDefault(both.account().id(), 0) > PATIENCE_CYCLES;
    }

    /** The error of a failed account. */
    static Finding error(AccountReads.Both both) {
        Read.Failed<?> failed = failureOf(both);
        long id = both.account().id();
        String what = both.orders().isFresh() ? "positions" : both.positions().isFresh() ? "order book" : "broker";
        Login login = both.login();
        boolean refused = login != null && !login.ok();
        if (refused || failed.kind() == FailureKind.NEEDS_LOGIN) {
            String why = login != null && refused ? login.reason() : failed.reason();
            return new Finding(
                    1,
                    id,
                    0,
                    Code.NEEDS_LOGIN,
                    "Account " + id + " must log in at its broker: " + why + ". It takes no part until then.",
                    false,
                    false);
        }
        Code code = switch (failed.kind()) {
            case SESSION_EXPIRED -> Code.SESSION_EXPIRED;
            case RATE_LIMITED -> Code.RATE_LIMITED;
            case INVALID -> Code.VALIDATION;
            default -> Code.BROKER_UNREACHABLE;
        };
        return Finding.error(
                1,
                id,
                0,
                code,
                "Account " + id + ": the " + what + " could not be read (" + failed.reason()
                        + "). The account takes no part in this cycle; the next one tries again.");
    }

    private static Read.Failed<?> failureOf(AccountReads.Both both) {
        return both.orders() instanceof Read.Failed<?> failed ? failed : (Read.Failed<?>) both.positions();
    }

    /** The alarm of an account that has been out for more than two cycles while something is open or rests there. */
    Optional<Finding> alarm(AccountReads.Both both, UserDesk desk) {
        long id = both.account().id();
        List<ManagedOrder> exposed = desk.orders().stream()
                .filter(o -> o.accountId() == id && Exposure.isExposed(List.of(o)))
                .toList();
        if (down.getOrDefault(id, 0) <= PATIENCE_CYCLES || exposed.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Finding.alarm(
                1,
                id,
                0,
                Code.ACCOUNT_OUT,
                "Account " + id + " has not been readable for more than " + PATIENCE_CYCLES + " cycles: "
                        + exposed.stream().map(AccountHealth::lastSeen).collect(Collectors.joining("; "))
                        + ". Check it at the broker."));
    }

    private static String lastSeen(ManagedOrder order) {
        String what = order.open() != 0
                ? " open " + order.open() + ", stop " + (hadLiveStop(order) ? "live" : "NOT live")
                : " nothing open, " + order.state();
        return "order " + order.id() + what + " when last seen";
    }

    private static boolean hadLiveStop(ManagedOrder order) {
        return order.live(LegKind.SL).stream().anyMatch(sl -> sl.state() != LegState.UNKNOWN);
    }
}
