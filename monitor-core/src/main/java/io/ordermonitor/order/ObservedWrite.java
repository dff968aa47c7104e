package io.ordermonitor.order;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A modification or cancellation that was recorded and not sent, for its account is only observed.
 *
 * @param to the terms asked for; null for a cancellation
 */
public record ObservedWrite(WriteKind kind, @Nullable OrderTerms to) {
    public ObservedWrite {
        Objects.requireNonNull(kind, "kind");
    }

    /** True if it asked for the same, whatever rule decided it. */
    boolean isSame(@Nullable OrderTerms terms) {
        return (to == null || terms == null) ? (to == null && terms == null) : to.matches(terms);
    }
}
