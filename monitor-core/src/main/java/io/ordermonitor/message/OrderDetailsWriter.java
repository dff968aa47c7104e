package io.ordermonitor.message;

import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.ManagedOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes a managed order's full state: the members of {@code order_update.details}. Not thread-safe. */
final class OrderDetailsWriter {
    private final JsonGenerator json;

    OrderDetailsWriter(JsonGenerator json) {
        this.json = json;
    }

    /** The members of {@code details}, without braces, {@code changed} and {@code cause}. */
    void members(Message.OrderPicture picture) {
        ManagedOrder order = picture.order();
        json.writeNumberProperty("account_id", order.accountId());
        json.writeStringProperty("instrument", order.instrument().toString());
        json.writeStringProperty("symbol", WireText.clean(picture.symbol(), WireText.BROKER_TEXT));
        json.writeStringProperty("side", order.side().name());
        json.writeStringProperty("product", order.product().name());
        json.writeStringProperty("strategy", WireText.clean(order.terms().strategy(), WireText.BROKER_TEXT));
        strings("flags", order.flags().stream().sorted().map(Enum::name).toList());
        json.writeNumberProperty("quantity", order.terms().quantity());
        json.writeNumberProperty("filled", order.entryFilled());
        json.writeNumberProperty("open", order.open());
        json.writeObjectPropertyStart("legs");
        for (LegKind kind : LegKind.values()) {
            if (kind != LegKind.FLATTEN || !order.of(kind).isEmpty()) {
                leg(kind, LegPicture.of(order.of(kind)));
            }
        }
        json.writeEndObject();
        json.writeObjectPropertyStart("pnl");
        money("realised", order.realised());
        json.writeEndObject();
    }

    private void leg(LegKind kind, LegPicture leg) {
        json.writeObjectPropertyStart(kind.name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("status", leg.status().name());
        text("type", leg.type() == null ? null : leg.type().name(), WireText.BROKER_TEXT);
        money("price", leg.price());
        money("trigger", leg.trigger());
        json.writeNumberProperty("quantity", leg.quantity());
        json.writeNumberProperty("filled", leg.filled());
        money("average_price", leg.averagePrice());
        strings("broker_order_ids", leg.brokerOrderIds());
        text("reason", leg.reason(), WireText.BROKER_TEXT);
        json.writeEndObject();
    }

    /** An amount as a decimal string, or null. */
    void money(String name, @Nullable BigDecimal rupees) {
        if (rupees == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, WireText.money(rupees));
        }
    }

    /** A cleaned text, or null. */
    void text(String name, @Nullable String value, int longest) {
        if (value == null) {
            json.writeNullProperty(name);
        } else {
            json.writeStringProperty(name, WireText.clean(value, longest));
        }
    }

    /** A list of cleaned texts. */
    void strings(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        for (String value : values) {
            json.writeString(WireText.clean(value, WireText.SENTENCE));
        }
        json.writeEndArray();
    }
}
