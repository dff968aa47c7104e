package io.ordermonitor.order;

import java.time.Instant;
import java.util.Optional;

/** Says what the hours allow of an instrument at an instant. Thread-safe. */
@FunctionalInterface
public interface WriteSessions {
    /** Everything is allowed at any time. */
    WriteSessions ALWAYS = (instrument, product, at) -> WriteSession.OPEN;

    /** What may be sent for a product of an instrument at an instant. */
    WriteSession at(InstrumentId instrument, Product product, Instant at);

    /** When entries of a product of the instrument are taken next; empty if that is not known. */
    default Optional<Instant> nextOpening(InstrumentId instrument, Product product, Instant after) {
        return Optional.empty();
    }
}
