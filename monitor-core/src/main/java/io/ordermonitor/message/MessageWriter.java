package io.ordermonitor.message;

import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes one message as one JSON object, {@code type} first. Not thread-safe: one for each message. */
final class MessageWriter {
    private final JsonGenerator json;
    private final OrderDetailsWriter orders;

    MessageWriter(JsonGenerator json) {
        this.json = json;
        this.orders = new OrderDetailsWriter(json);
    }

    /** Writes the whole object; {@code seq} where the message is tracked. */
    void write(Message message, OptionalLong seq) {
        json.writeStartObject();
        if (message instanceof Message.ConnectionEstablished m) {
            established(m);
        } else if (message instanceof Message.ConnectionRejected m) {
            rejected(m);
        } else if (message instanceof Message.MonitoringErrors m) {
            errors(m);
        } else if (message instanceof Message.OrderUpdate m) {
            update(m);
        } else if (message instanceof Message.CycleCompleted m) {
            cycle(m);
        } else if (message instanceof Message.MonitoringStopped m) {
            stopped(m);
        } else if (message instanceof Message.Snapshot m) {
            snapshot(m);
        } else if (message instanceof Message.Pong m) {
            type("pong");
            id(m.id());
            at("timestamp", m.timestamp());
        } else if (message instanceof Message.TokenRefreshed m) {
            type("token_refreshed");
            at("expires_at", m.expiresAt());
        } else if (message instanceof Message.Refusal m) {
            type("error");
            json.writeStringProperty("code", m.code());
            orders.text("message", m.message(), WireText.SENTENCE);
            id(m.id());
        }
        if (message.isTracked() && seq.isPresent()) {
            json.writeNumberProperty("seq", seq.getAsLong());
        }
        json.writeEndObject();
    }

    private void established(Message.ConnectionEstablished m) {
        type("connection_established");
        json.writeStringProperty("connection_id", m.connectionId());
        json.writeNumberProperty("user_id", m.userId());
        at("timestamp", m.timestamp());
        json.writeStringProperty("epoch", m.epoch());
        json.writeNumberProperty("seq", m.seq());
        json.writeBooleanProperty("recovered", m.recovered());
        json.writeNumberProperty("next_cycle_in_ms", m.nextCycleInMs());
        json.writeNumberProperty("ping_interval_ms", m.pingIntervalMs());
        json.writeNumberProperty("max_message_bytes", m.maxMessageBytes());
        json.writeNumberProperty("reconnect_jitter_ms", m.reconnectJitterMs());
    }

    private void rejected(Message.ConnectionRejected m) {
        type("connection_rejected");
        json.writeNumberProperty("code", m.code());
        orders.text("reason", m.reason(), WireText.SENTENCE);
        at("retry_at", m.retryAt());
        number("retry_after_ms", m.retryAfterMs());
        at("timestamp", m.timestamp());
    }

    private void stopped(Message.MonitoringStopped m) {
        type("monitoring_stopped");
        orders.text("reason", m.reason(), WireText.SENTENCE);
        at("retry_at", m.retryAt());
        number("retry_after_ms", m.retryAfterMs());
        at("timestamp", m.timestamp());
    }

    private void errors(Message.MonitoringErrors m) {
        type("monitoring_errors");
        orders.strings("errors", m.findings().stream().map(Finding::message).toList());
        json.writeArrayPropertyStart("details");
        for (Finding finding : m.findings()) {
            json.writeStartObject();
            json.writeNumberProperty("step", finding.step());
            number("account_id", idOrNull(finding.accountId()));
            number("order_id", idOrNull(finding.orderId()));
            json.writeStringProperty("code", finding.code().name());
            orders.text("message", finding.message(), WireText.SENTENCE);
            json.writeBooleanProperty("retryable", finding.retryable());
            json.writeBooleanProperty("alarm", finding.alarm());
            json.writeEndObject();
        }
        json.writeEndArray();
        at("timestamp", m.timestamp());
    }

    private void update(Message.OrderUpdate m) {
        type("order_update");
        json.writeNumberProperty("order_id", m.order().order().id());
        json.writeStringProperty("status", m.order().order().state().name());
        json.writeObjectPropertyStart("details");
        orders.members(m.order());
        orders.strings("changed", m.changed());
        json.writeObjectPropertyStart("cause");
        json.writeNumberProperty("step", m.cause().step());
        json.writeStringProperty("rule", m.cause().rule());
        json.writeNumberProperty("cycle", m.cause().cycle());
        json.writeEndObject();
        json.writeEndObject();
        at("timestamp", m.timestamp());
    }

    private void cycle(Message.CycleCompleted m) {
        type("cycle_completed");
        json.writeNumberProperty("cycle", m.cycle());
        json.writeStringProperty("kind", m.nudged() ? "nudged" : "scheduled");
        json.writeArrayPropertyStart("steps");
        for (Message.StepLine step : m.steps()) {
            json.writeStartObject();
            json.writeNumberProperty("step", step.step());
            json.writeStringProperty("name", step.name());
            json.writeStringProperty("outcome", step.outcome().name().toLowerCase(Locale.ROOT));
            json.writeNumberProperty("ms", step.ms());
            orders.text("why", step.why(), WireText.SENTENCE);
            json.writeEndObject();
        }
        json.writeEndArray();
        pnl(m.pnl());
        json.writeArrayPropertyStart("orders");
        for (Message.OrderLine order : m.orders()) {
            json.writeStartObject();
            json.writeNumberProperty("order_id", order.orderId());
            orders.money("last_price", order.lastPrice());
            orders.money("unrealised", order.unrealised());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("next_cycle_in_ms", m.nextCycleInMs());
        at("timestamp", m.timestamp());
    }

    private void snapshot(Message.Snapshot m) {
        type("snapshot");
        json.writeArrayPropertyStart("orders");
        for (Message.OrderPicture picture : m.orders()) {
            json.writeStartObject();
            json.writeNumberProperty("order_id", picture.order().id());
            json.writeStringProperty("status", picture.order().state().name());
            orders.members(picture);
            json.writeEndObject();
        }
        json.writeEndArray();
        positions(m.positions());
        pnl(m.pnl());
        alarms(m.alarms());
        json.writeNumberProperty("seq", m.seq());
        at("timestamp", m.timestamp());
    }

    private void positions(List<Message.PositionLine> lines) {
        json.writeArrayPropertyStart("positions");
        for (Message.PositionLine line : lines) {
            json.writeStartObject();
            json.writeNumberProperty("account_id", line.accountId());
            json.writeStringProperty("instrument", line.position().instrument().toString());
            json.writeStringProperty("product", line.position().product().name());
            json.writeNumberProperty("quantity", line.position().quantity());
            orders.money("average_price", line.position().averagePrice());
            orders.money("last_price", line.position().lastPrice());
            json.writeNumberProperty("external_quantity", line.external());
            at("as_of", line.asOf());
            json.writeBooleanProperty("stale", line.stale());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void alarms(List<Alarm> alarms) {
        json.writeArrayPropertyStart("alarms");
        for (Alarm alarm : alarms) {
            json.writeStartObject();
            number("account_id", idOrNull(alarm.accountId()));
            number("order_id", idOrNull(alarm.orderId()));
            json.writeStringProperty("code", alarm.code().name());
            orders.text("message", alarm.message(), WireText.SENTENCE);
            at("since", alarm.since());
            at("cleared", alarm.cleared());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void pnl(Message.PnlTotals pnl) {
        json.writeObjectPropertyStart("pnl");
        orders.money("realised", pnl.realised());
        orders.money("unrealised", pnl.unrealised());
        json.writeArrayPropertyStart("stale_accounts");
        for (Long account : pnl.staleAccounts()) {
            json.writeNumber(account.longValue());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void type(String name) {
        json.writeStringProperty("type", name);
    }

    private void at(String name, @Nullable Instant at) {
        if (at == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, WireText.instant(at));
        }
    }

    private void number(String name, @Nullable Long value) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, value.longValue());
        }
    }

    /** Inside, 0 stands for "no one account or order"; on the wire that is null. */
    private static @Nullable Long idOrNull(long id) {
        return id == 0 ? null : id;
    }

    private void id(@Nullable RequestId id) {
        if (id instanceof RequestId.Text text) {
            json.writeStringProperty("id", text.value());
        } else if (id instanceof RequestId.Numeric number) {
            json.writeNumberProperty("id", number.value());
        } else {
            json.writeNullProperty("id");
        }
    }
}
