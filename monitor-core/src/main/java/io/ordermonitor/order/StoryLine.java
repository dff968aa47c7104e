package io.ordermonitor.order;

import java.time.Instant;
import java.util.Objects;

/** A sentence of an order's story, see {@link OrderTale}. */
public record StoryLine(Instant at, String sentence) {
    public StoryLine {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(sentence, "sentence");
    }
}
