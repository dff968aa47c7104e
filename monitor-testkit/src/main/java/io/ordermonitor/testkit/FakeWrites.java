package io.ordermonitor.testkit;

import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.WriteResult;

/** What a write does to the book under a scripted reply, and what is answered. */
final class FakeWrites {
    private final FakeBook book;

    FakeWrites(FakeBook book) {
        this.book = book;
    }

    WriteResult place(PlaceOrder asked, FakeReply reply) {
        if (!asked.tag().matches("[0-9a-z]{0,16}")) {
            return new WriteResult.Refused("tag '" + asked.tag() + "' is not at most 16 of 0-9a-z");
        }
        if (reply.isDone()) {
            FakeOrder order = book.add(asked).hide(reply.shownAfter());
            reply.rejection().ifPresent(order::reject);
            return reply.result().orElse(new WriteResult.Accepted(order.brokerOrderId()));
        }
        return answer(reply);
    }

    WriteResult modify(ModifyOrder asked, FakeReply reply, int cap) {
        if (reply.isDone()) {
            lag(asked.brokerOrderId(), reply);
            WriteResult natural = book.modify(asked, cap);
            return reply.result().orElse(natural);
        }
        return answer(reply);
    }

    WriteResult cancel(CancelOrder asked, FakeReply reply) {
        if (reply.isDone()) {
            lag(asked.brokerOrderId(), reply);
            WriteResult natural = book.cancel(asked);
            return reply.result().orElse(natural);
        }
        return answer(reply);
    }

    private void lag(String brokerOrderId, FakeReply reply) {
        book.find(brokerOrderId).ifPresent(order -> order.freeze(reply.shownAfter()));
    }

    private static WriteResult answer(FakeReply reply) {
        return reply.result().orElseThrow();
    }
}
