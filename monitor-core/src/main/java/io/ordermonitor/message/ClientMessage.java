package io.ordermonitor.message;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A message from a client, as {@link JsonCodec#parse} reads it. Whatever was sent becomes one of these; none throws. */
public sealed interface ClientMessage {

    /** Asks for a {@link Message.Pong}. */
    record Ping(@Nullable RequestId id) implements ClientMessage {}

    /** Asks for a {@link Message.Snapshot}. */
    record GetSnapshot(@Nullable RequestId id) implements ClientMessage {}

    /** Brings a new token of the same user. The token never appears in {@code toString}. */
    record RefreshToken(String token) implements ClientMessage {
        public RefreshToken {
            Objects.requireNonNull(token, "token");
        }

        @Override
        public String toString() {
            return "RefreshToken[]";
        }
    }

    /**
     * Not valid: to be answered with a {@link Message.Refusal}.
     *
     * @param code what is wrong, for programs: {@code NOT_JSON}, {@code NOT_AN_OBJECT}, {@code TOO_DEEP},
     *     {@code TOO_LONG}, {@code DUPLICATE_FIELD}, {@code UNKNOWN_TYPE}, {@code UNKNOWN_FIELD},
     *     {@code MISSING_FIELD} or {@code WRONG_VALUE}
     * @param message what is wrong, for people
     * @param id the message's own id where it could be read
     */
    record Invalid(String code, String message, @Nullable RequestId id) implements ClientMessage {}
}
