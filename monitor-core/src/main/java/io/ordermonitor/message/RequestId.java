package io.ordermonitor.message;

import java.util.Objects;

/** What a client calls one of its messages; the answer carries it back in the same form. */
public sealed interface RequestId {

    /** A string of 1 to 64 characters. */
    record Text(String value) implements RequestId {
        public Text {
            Objects.requireNonNull(value, "value");
        }
    }

    /** An integer from -(2^53-1) to 2^53-1. */
    record Numeric(long value) implements RequestId {}
}
