package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.command.OrderRequests.Done;
import io.ordermonitor.order.Account;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.LegOrder;
import io.ordermonitor.order.LegState;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells how an order stands after something was asked about it. */
record OrderTelling(CommandDatabase database) {
    /**
     * Tells of an order that was to end or to change.
     *
     * @param did what was done, to begin the sentence
     */
    int changed(Done done, long orderId, String did) {
        return changed(done, orderId, order -> did);
    }

    /**
     * The same where what is told depends on the state in which the order is found.
     *
     * @param did what was done, to begin the sentence
     */
    int changed(Done done, long orderId, Function<ManagedOrder, String> did) {
        ManagedOrder order = database.order(orderId);
        tell(done, order, did.apply(order) + ". It is " + standing(order) + ".");
        return 0;
    }

    /**
     * Tells of a new order.
     *
     * @param did what was done with it, to follow its number
     * @return the exit code: 1 if the broker has refused its entry
     */
    int entered(Done done, String did) {
        Long id = done.orderId();
        if (id == null) {
            throw new IllegalStateException("request " + done.requestId() + " was carried out and names no order");
        }
        ManagedOrder order = database.order(id);
        List<LegOrder> entry = order.of(LegKind.ENTRY);
        List<LegOrder> refused =
                entry.stream().filter(leg -> leg.state() == LegState.REJECTED).toList();
        boolean isRefused = !entry.isEmpty() && refused.size() == entry.size() && order.entryFilled() == 0;
        String what = "Order " + id + " " + did + ". ";
        if (isRefused) {
            LegOrder first = refused.get(0);
            what += (first.isNotSent() ? "Its entry was " : "The broker refused its entry: ") + first.reason();
        } else if (entry.stream().anyMatch(leg -> leg.state() == LegState.UNKNOWN)) {
            what += "The broker's answer to its entry is not known; the order book settles it. Do not give it again.";
        } else if (entry.stream().anyMatch(LegOrder::isWouldSend)) {
            Account account = database.account(order.accountId());
            what += "Nothing was sent: account " + account.id() + " is in mode observe. After 'account arm "
                    + account.id() + "' this order ends unsent: submit it again then.";
        } else {
            what += "It is " + standing(order) + ".";
        }
        tell(done, order, what);
        return isRefused ? 1 : 0;
    }

    private void tell(Done done, ManagedOrder order, String sentence) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("request_id", done.requestId());
        fields.put("request_key", done.key());
        fields.put("status", "done");
        fields.putAll(OrderPicture.fields(order));
        List<String> notes = new ArrayList<>(SliceNotes.of(database, order));
        if (!done.said().isEmpty()) {
            notes.add(done.said());
        }
        fields.put("notes", notes);
        String noted = notes.isEmpty() ? "" : " Note: " + String.join(". Note: ", notes) + ".";
        database.answers().one(sentence + noted, fields);
    }

    private static String standing(ManagedOrder order) {
        OrderState state = order.state();
        List<String> flags = OrderPicture.flags(order);
        return state + (flags.isEmpty() ? "" : " " + flags) + ", filled " + order.entryFilled() + " of "
                + order.terms().quantity() + ", open " + order.open();
    }
}
