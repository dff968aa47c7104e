package io.ordermonitor.order;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How orders are followed and protected.
 *
 * @param exits SINGLE: every account runs so; BOTH: those that do not say SINGLE themselves
 * @param maxChase how far beyond its stop an entry is followed, as a share
 * @param maxExitSlippage how far beyond the last price an exit's limit may lie, as a share
 * @param fairMaxAge how old a fair price may be
 * @param fairMaxDeviation how far a fair price may lie from the last price, as a share
 * @param regenerateAttempts how often an entry is placed a day at most, the first time included
 * @param regenerateMaxAge how old a rejection may be, and how long what was made of it may wait for its placement
 * @param modifyCap how many modifications an order takes, where that is fewer than its broker takes; null: the broker's
 * @param flattenWrongSign whether an overshoot of exits is flattened, or only reported
 * @param dailyLoss the loss of a day in rupees, gross of charges, at which a user's entries are stopped; null: none
 */
public record OrderSettings(
        Account.ExitMode exits,
        BigDecimal maxChase,
        BigDecimal maxExitSlippage,
        Duration fairMaxAge,
        BigDecimal fairMaxDeviation,
        int regenerateAttempts,
        Duration regenerateMaxAge,
        @Nullable Integer modifyCap,
        boolean flattenWrongSign,
        @Nullable BigDecimal dailyLoss) {
    /** The least cap of modifications: two are kept back, and one must be left. */
    public static final int LEAST_MODIFY_CAP = 3;

    public OrderSettings {
        Objects.requireNonNull(exits, "exits");
        if (modifyCap != null && modifyCap < LEAST_MODIFY_CAP) {
            throw new IllegalArgumentException("modifyCap must be at least " + LEAST_MODIFY_CAP + ": " + modifyCap);
        }
        if (dailyLoss != null && dailyLoss.signum() <= 0) {
            throw new IllegalArgumentException("dailyLoss must be above 0: " + dailyLoss.toPlainString());
        }
    }

    /** Both exits, 1 %, 2 %, 120 s, 5 %, 3 attempts, 10 min, the broker's cap, flatten, no limit of the loss. */
    public static OrderSettings standard() {
        return new OrderSettings(
                Account.ExitMode.BOTH,
                new BigDecimal("0.01"),
                new BigDecimal("0.02"),
                Duration.ofMinutes(2),
                new BigDecimal("0.05"),
                3,
                Duration.ofMinutes(10),
                null,
                true,
                null);
    }

    /** How the exits of an account rest. */
    public Account.ExitMode exits(Account account) {
        return exits == Account.ExitMode.SINGLE ? exits : account.exits();
    }

    /** How many modifications an order takes at a broker that takes so many. */
    public int modifyCap(int ofBroker) {
        return modifyCap == null ? ofBroker : Math.min(modifyCap, ofBroker);
    }

    /** How exits rest. */
    public OrderSettings withExits(Account.ExitMode to) {
        return copy(to, modifyCap, flattenWrongSign, dailyLoss);
    }

    /**
     * Another cap of modifications.
     *
     * @param to at least 3; null: the broker's
     */
    public OrderSettings withModifyCap(@Nullable Integer to) {
        return copy(exits, to, flattenWrongSign, dailyLoss);
    }

    /** Whether an overshoot of exits is flattened. */
    public OrderSettings withFlattenWrongSign(boolean to) {
        return copy(exits, modifyCap, to, dailyLoss);
    }

    /**
     * Another limit of the day's loss.
     *
     * @param to rupees; null: none
     */
    public OrderSettings withDailyLoss(@Nullable BigDecimal to) {
        return copy(exits, modifyCap, flattenWrongSign, to);
    }

    private OrderSettings copy(
            Account.ExitMode rest, @Nullable Integer cap, boolean flatten, @Nullable BigDecimal loss) {
        return new OrderSettings(
                rest,
                maxChase,
                maxExitSlippage,
                fairMaxAge,
                fairMaxDeviation,
                regenerateAttempts,
                regenerateMaxAge,
                cap,
                flatten,
                loss);
    }
}
