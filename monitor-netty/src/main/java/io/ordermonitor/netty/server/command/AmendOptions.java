package io.ordermonitor.netty.server.command;

import io.ordermonitor.order.ManagedOrder;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** New exits of an order on the command line: options for the {@code @Mixin} of a command. */
final class AmendOptions {
    @Option(
            names = "--stop",
            paramLabel = "P",
            required = true,
            converter = OptionForms.Price.class,
            description = "The new stop-loss trigger.")
    private BigDecimal stop = BigDecimal.ZERO;

    @Option(
            names = "--target",
            paramLabel = "P",
            converter = OptionForms.Price.class,
            description = "The new target (default: it stays).")
    private @Nullable BigDecimal target;

    @Option(names = "--no-target", description = "Take the target away.")
    private boolean none;

    /** Refuses what excludes each other. */
    void check(CommandOptions options) {
        if (none && target != null) {
            throw options.misuse("--target and --no-target exclude each other");
        }
    }

    /** Refuses a stop at or beyond the target that the order has and keeps. */
    void check(CommandOptions options, ManagedOrder order) {
        BigDecimal kept = order.terms().targetPrice();
        if (none || target != null || kept == null) {
            return;
        }
        int beyond = stop.compareTo(kept) * order.side().sign();
        if (beyond >= 0) {
            throw options.misuse("--stop " + stop.toPlainString() + (beyond == 0 ? " lies at" : " lies beyond")
                    + " the order's target "
                    + kept.setScale(Math.max(2, kept.stripTrailingZeros().scale()))
                            .toPlainString()
                    + ", which stays unless --target or --no-target is given");
        }
    }

    /** The new stop. */
    BigDecimal stop() {
        return stop;
    }

    /** The target that an order is to have; null: none. */
    @Nullable
    BigDecimal target(ManagedOrder order) {
        if (none) {
            return null;
        }
        return target == null ? order.terms().targetPrice() : target;
    }
}
