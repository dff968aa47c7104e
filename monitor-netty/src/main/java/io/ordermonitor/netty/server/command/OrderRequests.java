package io.ordermonitor.netty.server.command;

import io.ordermonitor.order.OrderRequest.Kind;
import io.ordermonitor.order.OrderRequest.Status;
import io.ordermonitor.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the server that runs on a database for something, by a row of {@code order_request}, and waits. Blocking. */
public record OrderRequests(CommandDatabase database) {
    /** What a command returns if no answer came in time. */
    static final int NO_ANSWER_YET = 3;

    private static final long POLL_MILLIS = 100;

    /**
     * What is asked.
     *
     * @param columns of {@code order_request}, those of every request excepted
     */
    record Ask(Kind kind, long userId, Map<String, @Nullable Object> columns) {
        private Map<String, @Nullable Object> all(String key) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            all.put("user_id", userId);
            all.put("request_key", key);
            all.put("kind", kind.name());
            all.putAll(columns);
            return all;
        }
    }

    /** A row that was carried out. */
    record Done(long requestId, String key, @Nullable Long orderId, String said) {}

    /** Says what was done and returns the exit code. */
    interface Telling {
        int tell(Done done);
    }

    private record Answer(
            Status status, String reason, @Nullable Long orderId) {}

    /**
     * Asks, waits, and has told what was done, or tells that no answer came.
     *
     * @return the exit code
     * @throws IllegalStateException if it is refused, or no server is there; the message says why
     */
    int ask(Ask ask, WaitOptions wait, Telling telling) throws InterruptedException {
        database.requireServer();
        long id = write(ask, wait.key());
        Optional<Answer> answer = await(id, wait.patience());
        if (answer.isEmpty()) {
            return tellOfNone(ask, id, wait);
        }
        Answer found = answer.get();
        if (found.status() == Status.REFUSED) {
            throw new IllegalStateException("refused: " + found.reason());
        }
        Done done = new Done(id, wait.key(), found.orderId(), found.reason());
        try {
            return telling.tell(done);
        } catch (StoreException e) {
            return tellOfDone(done, e);
        }
    }

    /** It is no failure that a program would answer with another request. */
    private int tellOfDone(Done done, StoreException unread) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("request_id", done.requestId());
        fields.put("request_key", done.key());
        fields.put("status", "done");
        fields.put("order_id", done.orderId());
        database.answers()
                .one(
                        "Request " + done.requestId() + " with the key " + done.key() + " was carried out"
                                + (done.orderId() == null ? "" : " (order " + done.orderId() + ")")
                                + ", and how things stand now cannot be read: " + unread.getMessage()
                                + ". Repeat the command with --key " + done.key() + ", which does no harm.",
                        fields);
        return NO_ANSWER_YET;
    }

    private long write(Ask ask, String key) {
        Map<String, @Nullable Object> columns = ask.all(key);
        List<@Nullable Object> values = new ArrayList<>(columns.values());
        values.add(database.clock().instant());
        String insert = "insert into order_request (" + String.join(", ", columns.keySet()) + ", created_at) values ("
                + "?, ".repeat(columns.size()) + "?) on conflict (user_id, request_key) do nothing returning id";
        try {
            return database.statements()
                    .row("write the request", insert, row -> row.getLong("id"), values.toArray())
                    .orElseGet(() -> known(ask, key));
        } catch (StoreException e) {
            throw new IllegalStateException(
                    e.getMessage() + "; if it is not known whether it was written, repeat the command with --key " + key
                            + ", which does no harm",
                    e);
        }
    }

    /** The row that has this key already; it must ask the same. */
    private long known(Ask ask, String key) {
        Map<String, @Nullable Object> columns = ask.all(key);
        List<@Nullable Object> values = new ArrayList<>(columns.values());
        values.add(ask.userId());
        values.add(key);
        // An answer fills in the order that was made.
        String same = columns.keySet().stream()
                .map(column -> "(" + column + " is not distinct from ?)")
                .collect(Collectors.joining(" and "));
        String find = "select id, " + same + " as same from order_request where user_id = ? and request_key = ?";
        return database.statements()
                .row("read the request", find, row -> row.getBoolean("same") ? row.getLong("id") : 0L, values.toArray())
                .filter(id -> id > 0)
                .orElseThrow(() -> new IllegalStateException("the key " + key + " of user " + ask.userId()
                        + " belongs to another request: nothing was written; say another --key"));
    }

    private Optional<Answer> await(long id, Duration patience) throws InterruptedException {
        long began = System.nanoTime();
        while (true) {
            Optional<Answer> answer = answer(id);
            if (answer.isPresent() || System.nanoTime() - began > patience.toNanos()) {
                return answer;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** The row is written, so a database that does not answer just now is no failure. */
    private Optional<Answer> answer(long id) {
        try {
            return database.statements()
                    .row(
                            "read the answer",
                            "select status, reason, order_id from order_request where id = ? and status is not null",
                            row -> new Answer(
                                    Status.valueOf(row.getString("status")),
                                    Optional.ofNullable(row.getString("reason")).orElse(""),
                                    row.getObject("order_id", Long.class)),
                            id);
        } catch (StoreException e) {
            return Optional.empty();
        }
    }

    /** Whether the server had begun it, and what became of it then, is not known here: nothing is said about it. */
    private int tellOfNone(Ask ask, long id, WaitOptions wait) {
        boolean enters = ask.kind() == Kind.SUBMIT || ask.kind() == Kind.ADOPT;
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("request_id", id);
        fields.put("request_key", wait.key());
        fields.put("status", "waiting");
        database.answers()
                .one(
                        "Request " + id + " is written with the key " + wait.key()
                                + ", and no answer to it came within "
                                + wait.patience().toMillis() / 1000.0 + " s" + standing()
                                + ": it may have been carried out, or may still be. Look with "
                                + look(ask) + ", or repeat the command with --key " + wait.key()
                                + ", which does no harm and asks for the answer. "
                                + (enters
                                        ? "Do not submit it again with another key: that would be a second order."
                                        : "With another key it would be a second request."),
                        fields);
        return NO_ANSWER_YET;
    }

    /** What is known of the server now, to follow that it did not answer. */
    private String standing() {
        try {
            return database.isServed() ? "" : "; no server runs now";
        } catch (StoreException e) {
            return "; its database cannot be reached now";
        }
    }

    private static String look(Ask ask) {
        Object order = ask.columns().get("order_id");
        return order == null ? "'order list --user " + ask.userId() + "'" : "'order show " + order + "'";
    }
}
