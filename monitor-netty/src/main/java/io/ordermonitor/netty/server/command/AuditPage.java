package io.ordermonitor.netty.server.command;

import io.ordermonitor.netty.server.PlainText;
import io.ordermonitor.order.AuditedWrite;
import io.ordermonitor.order.Intent;
import io.ordermonitor.order.ManagedOrder;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Reply;
import io.ordermonitor.order.StoryLine;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How writes and stories are shown: for people in lines of a terminal, for programs in fields. */
record AuditPage(Answers answers, ZoneId zone, LocalDate today) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.ENGLISH);
    private static final int LONGEST_REPLY = 60;
    private static final int LINE = 100;
    private static final int INDENT = 14;

    private record Group(long accountId, long orderId) {}

    /** A day's writes: a line each, below a line for each order. */
    String day(long userId, LocalDate day, List<AuditedWrite> writes) {
        if (writes.isEmpty()) {
            return "Nothing was written to a broker for user " + userId + " on " + DAY.format(day) + " (" + day + ")"
                    + yetToCome(day) + ".";
        }
        Map<Group, List<AuditedWrite>> groups = writes.stream()
                .collect(Collectors.groupingBy(
                        w -> new Group(w.intent().accountId(), w.intent().orderId()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        StringBuilder text = new StringBuilder(summary(userId, day, writes)).append(System.lineSeparator());
        groups.forEach((group, of) -> text.append(System.lineSeparator())
                .append("Account ")
                .append(group.accountId())
                .append(", order ")
                .append(group.orderId())
                .append(": ")
                .append(of.get(0).intent().instrument())
                .append(' ')
                .append(of.get(0).intent().product())
                .append(System.lineSeparator())
                .append(answers.table(of.stream().map(this::line).toList())));
        return text.toString().stripTrailing();
    }

    private String yetToCome(LocalDate day) {
        return day.isAfter(today) ? ", which is yet to come" : "";
    }

    private static String summary(long userId, LocalDate day, List<AuditedWrite> writes) {
        Map<String, Long> counts =
                writes.stream().collect(Collectors.groupingBy(AuditPage::outcome, TreeMap::new, Collectors.counting()));
        String told = counts.entrySet().stream()
                .map(one -> one.getValue() + " " + one.getKey())
                .collect(Collectors.joining(", "));
        return "User " + userId + ", " + DAY.format(day) + ": " + writes.size()
                + (writes.size() == 1 ? " write" : " writes") + " to brokers (" + told + ")";
    }

    private Map<String, @Nullable Object> line(AuditedWrite write) {
        Intent intent = write.intent();
        Reply reply = write.reply();
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("time", TIME.format(intent.createdAt().atZone(zone)));
        line.put("leg", intent.leg().name());
        line.put("tag", intent.tag());
        line.put("write", intent.kind().name());
        line.put("terms", terms(intent));
        line.put("step", intent.cause().step());
        line.put("rule", intent.cause().rule());
        line.put("cycle", intent.cause().cycle());
        line.put("lease", intent.fence());
        line.put("outcome", outcome(write));
        line.put("broker_order", write.brokerOrderId() == null ? intent.brokerOrderId() : write.brokerOrderId());
        line.put("ms", millis(reply));
        String text = write.isSettledLater() || reply == null ? write.reason() : reply.text();
        line.put("said", text.length() > LONGEST_REPLY ? text.substring(0, LONGEST_REPLY) + "..." : text);
        return line;
    }

    private String terms(Intent intent) {
        OrderTerms terms = intent.terms();
        if (terms == null) {
            return "";
        }
        String trigger = terms.triggerPrice() == null ? "" : " trigger " + answers.text(terms.triggerPrice());
        String limit = terms.limitPrice() == null ? "" : " limit " + answers.text(terms.limitPrice());
        String prices = trigger + limit;
        return intent.side().name().toLowerCase(Locale.ROOT) + " " + terms.quantity()
                + (prices.isEmpty() ? " market" : prices);
    }

    private static String outcome(AuditedWrite write) {
        return write.outcome() == null ? "NO ANSWER" : write.outcome().name();
    }

    private static @Nullable Long millis(@Nullable Reply reply) {
        return reply == null ? null : reply.took().map(Duration::toMillis).orElse(null);
    }

    /** One order's story, a day's line where a day begins. */
    String story(ManagedOrder order, @Nullable LocalDate only, List<StoryLine> story) {
        StringBuilder text = new StringBuilder("Order " + order.id() + " of user " + order.userId() + ", account "
                + order.accountId() + ": it is " + order.state() + ", " + order.entryFilled() + " of "
                + order.terms().quantity() + " filled, " + order.open() + " open.");
        if (story.isEmpty()) {
            return text + System.lineSeparator() + "Nothing happened to it"
                    + (only == null ? "" : " on " + DAY.format(only) + " (" + only + ")" + yetToCome(only)) + ".";
        }
        LocalDate day = LocalDate.MIN;
        for (StoryLine line : story) {
            LocalDate on = LocalDate.ofInstant(line.at(), zone);
            if (!on.equals(day)) {
                text.append(System.lineSeparator())
                        .append(System.lineSeparator())
                        .append(DAY.format(on));
                day = on;
            }
            text.append(System.lineSeparator())
                    .append(TIME.format(line.at().atZone(zone)))
                    .append("  ")
                    .append(folded(PlainText.line(line.sentence())));
        }
        return text.toString();
    }

    /** Broken where words end, so that the times stand alone at the left. */
    private static String folded(String sentence) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : sentence.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > LINE) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return String.join(System.lineSeparator() + " ".repeat(INDENT), lines);
    }

    /** A write for programs. */
    static Map<String, @Nullable Object> fields(AuditedWrite write) {
        Intent intent = write.intent();
        OrderTerms terms = intent.terms();
        Reply reply = write.reply();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("at", intent.createdAt());
        fields.put("account_id", intent.accountId());
        fields.put("order_id", intent.orderId());
        fields.put("leg", intent.leg().name());
        fields.put("slice", intent.slice());
        fields.put("tag", intent.tag());
        fields.put("write", intent.kind().name());
        fields.put("instrument", intent.instrument().toString());
        fields.put("product", intent.product().name());
        fields.put("side", intent.side().name());
        fields.put("type", terms == null ? null : terms.type().name());
        fields.put("quantity", terms == null ? null : terms.quantity());
        fields.put("limit", terms == null ? null : terms.limitPrice());
        fields.put("trigger", terms == null ? null : terms.triggerPrice());
        fields.put("addressed", intent.brokerOrderId());
        fields.put("step", intent.cause().step());
        fields.put("rule", intent.cause().rule());
        fields.put("cycle", intent.cause().cycle());
        fields.put("lease", intent.fence());
        fields.put(
                "request_id",
                intent.cause().request() == 0 ? null : intent.cause().request());
        fields.put("sent_at", reply == null ? null : reply.sentAt());
        fields.put("replied_at", reply == null ? null : reply.endedAt());
        fields.put("ms", millis(reply));
        fields.put("reply", reply == null ? null : reply.outcome().name());
        fields.put("reply_text", reply == null ? null : reply.text());
        fields.put("outcome", write.outcome() == null ? null : write.outcome().name());
        fields.put("broker_order_id", write.brokerOrderId());
        fields.put("reason", write.reason());
        fields.put("settled_at", write.settledAt());
        return fields;
    }

    /** A sentence for programs. */
    static Map<String, @Nullable Object> fields(StoryLine line) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("at", line.at());
        fields.put("sentence", line.sentence());
        return fields;
    }
}
