package io.ordermonitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.message.JsonCodec;
import io.ordermonitor.message.Message;
import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.AuditedWrite;
import io.ordermonitor.order.Cause;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.Intent.Outcome;
import io.ordermonitor.order.LegKind;
import io.ordermonitor.order.OrderRequest;
import io.ordermonitor.order.Reply;
import io.ordermonitor.order.StoryLine;
import io.ordermonitor.order.WriteKind;
import io.ordermonitor.testkit.BrokerCall;
import io.ordermonitor.testkit.BrokerCall.Kind;
import io.ordermonitor.testkit.FakeReply;
import io.ordermonitor.testkit.InMemoryConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each write at a broker is kept with request, reply and cause, and nothing that is kept or told has a secret. */
class AuditOfADayTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final String SECRET = "0123456789abcdefABCDEF0123456789";

    private final FakeDay day = new FakeDay();

    @AfterEach
    void close() {
        day.close();
    }

    private long submitted(String key) {
        SubmitResult.Submitted taken = (SubmitResult.Submitted) day.submit(key);
        day.time.settle();
        return taken.order().id();
    }

    private List<AuditedWrite> writes() {
        return day.time.call(() -> day.monitor.orders().writes(FakeDay.USER, TODAY));
    }

    private List<String> story(long order) {
        return day.time.call(() -> day.monitor.orders().story(order)).stream()
                .map(StoryLine::sentence)
                .toList();
    }

    private void minutes(int count) {
        day.time.advance(Duration.ofMinutes(count));
    }

    @Test
    void everyWriteAtTheBrokerHasItsAuditWithRequestReplyAndCause() {
        day.monitor.start();
        day.broker().latency(Duration.ofMillis(20));
        long order = submitted("k1");
        day.broker().lastOrder().fill(40, "1499.50");
        minutes(2);
        day.broker().answerNext(Kind.MODIFY, FakeReply.refused("no changes now"));
        day.broker().answerNext(Kind.PLACE, FakeReply.unknownButDone());
        day.broker().order(tag(order, LegKind.ENTRY)).fill(60, "1500.00");
        minutes(3);
        day.time.call(() -> day.monitor.orders().exitNow(order));
        minutes(3);

        List<AuditedWrite> writes = writes();
        List<BrokerCall> sent = day.broker().writes();
        assertThat(sent).hasSizeGreaterThan(5);
        assertThat(writes).hasSameSizeAs(sent);
        for (int i = 0; i < sent.size(); i++) {
            AuditedWrite write = writes.get(i);
            Reply reply = Objects.requireNonNull(write.reply());
            assertThat(write.intent().kind().name())
                    .isEqualTo(sent.get(i).kind().name());
            assertThat(reply.sentAt()).isEqualTo(sent.get(i).startedAt());
            assertThat(reply.took()).isPresent();
            assertThat(write.outcome()).isNotNull();
            assertThat(write.intent().fence()).isEqualTo(1);
            Cause cause = write.intent().cause();
            assertThat(cause.rule()).isNotEmpty();
            assertThat(cause.step() > 0).isEqualTo(cause.cycle() > 0);
        }
        assertThat(writes.get(0).intent().cause().step()).isZero();
        assertThat(writes).extracting(w -> w.intent().kind()).contains(WriteKind.PLACE, WriteKind.MODIFY);
        assertThat(writes).extracting(AuditedWrite::outcome).contains(Outcome.FOUND, Outcome.REFUSED);
    }

    private String tag(long order, LegKind leg) {
        return day.time
                .call(() -> day.monitor.orders().order(order))
                .orElseThrow()
                .of(leg)
                .get(0)
                .tag();
    }

    @Test
    void theStoryHasWhatNoWriteCaused() {
        day.monitor.start();
        long order = submitted("k1");
        day.broker().lastOrder().fill(100, "1499.50");
        minutes(2);
        day.time.call(() -> day.monitor.orders().exitNow(order));
        minutes(2);

        assertThat(story(order))
                .anyMatch(s -> s.startsWith("Submitted by the application: buy 100"))
                .anyMatch(s -> s.startsWith("Entry") && s.contains("filled 100 of 100 at 1499.50"))
                .anyMatch(s -> s.startsWith("Stop-loss sent because filled units had no stop"))
                .contains("Exit asked for by the application.");
        assertThat(story(4711)).isEmpty();
    }

    @Test
    void aRequestThatAskedIsNamed() {
        day.monitor.start();
        long request =
                day.write(FakeDay.USER, OrderRequest.Kind.SUBMIT, day.buy(FakeDay.USER, "from a table"), 0, null);
        day.time.execute(() -> day.monitor.requested(FakeDay.USER));
        day.time.settle();

        assertThat(writes())
                .singleElement()
                .satisfies(write -> assertThat(write.intent().cause().request()).isEqualTo(request));
        assertThat(story(writes().get(0).intent().orderId()))
                .first()
                .asString()
                .startsWith("Submitted by request " + request + " (SUBMIT, key from a table)");
    }

    @Test
    void anErrorIsToldOnceInACycleAndAnAlarmWaitsForWhoComesLater() {
        day.monitor.start();
        submitted("k1");
        day.broker().answerEvery(call -> call.kind() == Kind.PLACE, FakeReply.refused("no margin"));
        day.broker().lastOrder().fill("1499.50");
        minutes(6);

        List<List<Finding>> told = day.monitor.webSockets().history(FakeDay.USER).stream()
                .map(Message.Numbered::message)
                .filter(Message.MonitoringErrors.class::isInstance)
                .map(errors -> ((Message.MonitoringErrors) errors).findings())
                .toList();
        assertThat(told)
                .hasSizeGreaterThan(2)
                .allSatisfy(findings -> assertThat(findings).doesNotHaveDuplicates());
        assertThat(told.stream().flatMap(List::stream).filter(f -> f.alarm() && f.code() == Code.UNPROTECTED))
                .as("told once in ten minutes")
                .hasSize(1);
        assertThat(day.time.call(() -> day.monitor.snapshot(FakeDay.USER)).alarms())
                .extracting(Alarm::code)
                .contains(Code.UNPROTECTED);
    }

    private static String text(Message message) {
        return new String(new JsonCodec().encode(message, OptionalLong.empty()), StandardCharsets.UTF_8);
    }

    @Test
    void noTokenKeyOrClientCodeIsKeptOrTold() {
        InMemoryConnection tab = new InMemoryConnection("tab");
        day.monitor.start();
        day.time.call(() -> day.monitor.webSockets().connect(tab, FakeDay.USER));
        String leak = "client AB1 refused\n token=" + SECRET + " Bearer " + SECRET;
        day.broker().answerNext(Kind.PLACE, FakeReply.accepted().thenRejected(leak));
        submitted("late");
        day.broker().answerNext(Kind.PLACE, FakeReply.refused(leak));
        submitted("at once");
        day.broker().requireLogin(leak);
        minutes(2);
        day.broker().restore();
        minutes(3);

        StringBuilder all = new StringBuilder();
        tab.messages().forEach(message -> all.append(text(message)).append('\n'));
        writes().forEach(write -> all.append(write).append('\n'));
        day.memory.rejected().forEach(row -> all.append(row).append('\n'));
        day.events.forEach(event -> all.append(event).append('\n'));
        writes().stream().map(w -> w.intent().orderId()).distinct().forEach(id -> all.append(story(id)));
        assertThat(all.toString())
                .contains("client *** refused")
                .doesNotContain(SECRET)
                .doesNotContain("AB1 ")
                .doesNotContain(SECRET.substring(8));
    }
}
