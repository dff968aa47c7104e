package io.ordermonitor.testkit;

import io.ordermonitor.connection.Connection;
import io.ordermonitor.connection.EncodedMessage;
import io.ordermonitor.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connection without a network: keeps what it was sent, and can be told to be full, closed or to throw. */
public final class InMemoryConnection implements Connection {
    /** How it takes messages. */
    public enum Mode {
        TAKING,
        FULL,
        CLOSED,
        THROWING
    }

    /** How it was closed. */
    public record Closed(int code, String reason) {}

    private final String name;
    private final List<EncodedMessage> sent = new ArrayList<>();
    private Mode mode = Mode.TAKING;
    private Optional<Closed> closed = Optional.empty();

    /** An open connection. */
    public InMemoryConnection(String name) {
        this.name = name;
    }

    /** Changes how it takes messages from now on. */
    public synchronized void mode(Mode next) {
        mode = next;
    }

    /** All it was sent, oldest first. */
    public synchronized List<Message> messages() {
        return sent.stream().map(EncodedMessage::message).toList();
    }

    /** What it was sent of one type, oldest first. */
    public synchronized <T extends Message> List<T> messages(Class<T> type) {
        return sent.stream()
                .map(EncodedMessage::message)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** All it was sent with numbers and bytes, oldest first. */
    public synchronized List<EncodedMessage> frames() {
        return List.copyOf(sent);
    }

    /** The numbers of what it was sent that has one, oldest first. */
    public synchronized List<Long> numbers() {
        return sent.stream()
                .filter(frame -> frame.seq().isPresent())
                .map(frame -> frame.seq().getAsLong())
                .toList();
    }

    /** How it was closed; empty while open. The first close counts. */
    public synchronized Optional<Closed> closed() {
        return closed;
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public synchronized Sent send(EncodedMessage message) {
        if (mode == Mode.THROWING) {
            throw new IllegalStateException("planted failure of connection " + name);
        }
        if (closed.isPresent() || mode == Mode.CLOSED) {
            return Sent.CLOSED;
        }
        if (mode == Mode.FULL) {
            return Sent.FULL;
        }
        sent.add(message);
        return Sent.SENT;
    }

    @Override
    public synchronized void close(int code, String reason) {
        if (closed.isEmpty()) {
            closed = Optional.of(new Closed(code, reason));
        }
    }
}
