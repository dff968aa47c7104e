package io.ordermonitor.store.jdbc;

import io.ordermonitor.order.Reply;
import io.ordermonitor.order.WriteOutcome;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of a write as columns, and how it is written over its intent. */
final class OutcomeColumns {
    static final Columns<WriteOutcome> ALL = Columns.<WriteOutcome>none()
            .and("order_id", SqlType.BIGINT, WriteOutcome::orderId)
            .and("tag", SqlType.TEXT, WriteOutcome::tag)
            .and("write", SqlType.INTEGER, WriteOutcome::write)
            .and("outcome", SqlType.TEXT, WriteOutcome::outcome)
            .and("broker_order_id", SqlType.TEXT, WriteOutcome::brokerOrderId)
            .and("reason", SqlType.TEXT, WriteOutcome::reason)
            .and("ended_at", SqlType.INSTANT, o -> LegRow.roundedUp(o.endedAt()))
            .and("sent_at", SqlType.INSTANT, reply(Reply::sentAt))
            .and("reply", SqlType.TEXT, reply(Reply::outcome))
            .and("reply_text", SqlType.TEXT, reply(Reply::text))
            .and("replied_at", SqlType.INSTANT, reply(r -> LegRow.roundedUp(r.endedAt())));

    /** As {@link WriteOutcome#saysMoreThan}: of the intent {@code i} and the outcome {@code w}. */
    private static final String SAYS_MORE = "(i.outcome is null or (i.outcome in ('UNKNOWN', 'NOT_FOUND')"
            + " and w.outcome not in ('UNKNOWN', i.outcome)))";

    /** Writes the outcome {@code w} over the intent {@code i} where it says more, and the reply where there is none. */
    static final String TOLD = """
            outcome = case when %1$s then w.outcome else i.outcome end,
            ended_at = case when %1$s then w.ended_at else i.ended_at end,
            broker_order_id = case when %1$s then coalesce(w.broker_order_id, i.broker_order_id)
                else i.broker_order_id end,
            reason = case when %1$s then concat_ws(': ', w.reason, nullif(i.reason, '')) else i.reason end,
            sent_at = case when i.reply is null then w.sent_at else i.sent_at end,
            reply = coalesce(i.reply, w.reply),
            reply_text = case when i.reply is null then w.reply_text else i.reply_text end,
            replied_at = case when i.reply is null then w.replied_at else i.replied_at end""".formatted(SAYS_MORE);

    /** Where that changes anything. */
    static final String NEWS =
            "i.tag = w.tag and i.write = w.write and (" + SAYS_MORE + " or (i.reply is null and w.reply is not null))";

    private OutcomeColumns() {}

    private static Function<WriteOutcome, @Nullable Object> reply(Function<Reply, @Nullable Object> part) {
        return outcome -> outcome.reply() == null ? null : part.apply(outcome.reply());
    }
}
