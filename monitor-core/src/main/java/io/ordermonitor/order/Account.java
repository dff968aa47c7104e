package io.ordermonitor.order;

import java.util.Objects;

/**
 * One broker account of a user.
 *
 * @param id the account's id
 * @param userId its owner
 * @param broker the name of the broker profile, such as {@code paper}
 * @param clientCode the owner's code at the broker; masked in logs and messages
 * @param active inactive accounts are neither read nor written
 * @param mode whether writes are sent
 * @param exits whether a stop and a target rest side by side
 */
public record Account(
        long id, long userId, String broker, String clientCode, boolean active, Mode mode, ExitMode exits) {
    /** Whether writes of an account are sent. */
    public enum Mode {
        /** All steps run, intents are recorded as would-send, nothing is sent. */
        OBSERVE,
        ARMED
    }

    /** How exits rest at the exchange. */
    public enum ExitMode {
        /** Stop-loss and take-profit rest side by side. */
        BOTH,
        /** Only the stop-loss rests; it is turned into the target when the market reaches it. */
        SINGLE
    }

    public Account {
        UserIds.check(userId);
        if (id <= 0) {
            throw new IllegalArgumentException("account id must be positive: " + id);
        }
        Objects.requireNonNull(broker, "broker");
        Objects.requireNonNull(clientCode, "clientCode");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(exits, "exits");
    }
}
