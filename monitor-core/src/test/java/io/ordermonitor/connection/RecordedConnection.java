package io.ordermonitor.connection;

import io.ordermonitor.message.Message;
import java.util.ArrayList;
import java.util.List;

/** A connection that keeps what it was sent and answers as it is told to. */
final class RecordedConnection implements Connection {
    final List<EncodedMessage> sent = new ArrayList<>();
    final List<Integer> closes = new ArrayList<>();
    Sent answer = Sent.SENT;
    boolean throwing;

    @Override
    public String describe() {
        return "test";
    }

    @Override
    public synchronized Sent send(EncodedMessage message) {
        if (throwing) {
            throw new IllegalStateException("planted");
        }
        if (answer == Sent.SENT) {
            sent.add(message);
        }
        return answer;
    }

    @Override
    public synchronized void close(int code, String reason) {
        closes.add(code);
    }

    synchronized List<String> types() {
        return sent.stream()
                .map(frame -> frame.message().getClass().getSimpleName())
                .toList();
    }

    synchronized List<Long> numbers() {
        return sent.stream()
                .filter(frame -> frame.seq().isPresent())
                .map(frame -> frame.seq().getAsLong())
                .toList();
    }

    synchronized <T extends Message> T first(Class<T> type) {
        return sent.stream()
                .map(EncodedMessage::message)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }
}
