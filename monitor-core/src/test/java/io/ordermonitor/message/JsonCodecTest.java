package io.ordermonitor.message;

import static io.ordermonitor.message.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.order.Alarm;
import io.ordermonitor.order.Code;
import io.ordermonitor.order.Finding;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Each message against the exact text of the wire. */
class JsonCodecTest {
    private static final Message.PnlTotals PNL =
            new Message.PnlTotals(new BigDecimal("1E+3"), new BigDecimal("-0.1250"), List.of(3L));

    private static final String DETAILS = "'account_id':2,'instrument':'NSECM:2885','symbol':'RELIANCE','side':'BUY',"
            + "'product':'MIS','strategy':'momentum','flags':['UNPROTECTED','STALE'],'quantity':50,'filled':50,"
            + "'open':50,'legs':{'entry':{'status':'FILLED','type':'LIMIT','price':'101.00','trigger':null,"
            + "'quantity':50,'filled':50,'average_price':'2899.50','broker_order_ids':['B1'],'reason':null},"
            + "'sl':{'status':'SENT','type':'STOPLIMIT','price':'2835.75','trigger':'2850.00','quantity':50,"
            + "'filled':0,'average_price':null,'broker_order_ids':[],'reason':'queued atbroker'},"
            + "'tp':{'status':'NONE','type':null,'price':null,'trigger':null,'quantity':0,'filled':0,"
            + "'average_price':null,'broker_order_ids':[],'reason':null}},'pnl':{'realised':'-12.50'}";

    private final JsonCodec codec = new JsonCodec();

    private String written(Message message) {
        return new String(codec.encode(message, OptionalLong.of(17)), StandardCharsets.UTF_8);
    }

    private static String json(String withSingleQuotes) {
        return withSingleQuotes.replace('\'', '"');
    }

    @Test
    void connectionEstablished() {
        assertThat(written(new Message.ConnectionEstablished(
                        "6a1f0b9e-0000-4000-8000-000000000001",
                        7,
                        NOON,
                        "e1",
                        16,
                        false,
                        60_000,
                        25_000,
                        16_384,
                        5_000)))
                .isEqualTo(json("{'type':'connection_established',"
                        + "'connection_id':'6a1f0b9e-0000-4000-8000-000000000001','user_id':7,"
                        + "'timestamp':'2026-11-20T06:30:00.123Z','epoch':'e1','seq':16,'recovered':false,"
                        + "'next_cycle_in_ms':60000,'ping_interval_ms':25000,'max_message_bytes':16384,"
                        + "'reconnect_jitter_ms':5000}"));
    }

    @Test
    void connectionRejected() {
        assertThat(written(new Message.ConnectionRejected(4423, "closed", Instant.EPOCH, 12L, NOON)))
                .isEqualTo(json("{'type':'connection_rejected','code':4423,'reason':'closed',"
                        + "'retry_at':'1970-01-01T00:00:00.000Z','retry_after_ms':12,"
                        + "'timestamp':'2026-11-20T06:30:00.123Z'}"));
        assertThat(written(new Message.ConnectionRejected(4401, "no token", null, null, NOON)))
                .contains(json("'retry_at':null,'retry_after_ms':null"));
    }

    @Test
    void monitoringErrors() {
        assertThat(written(new Message.MonitoringErrors(
                        List.of(
                                Finding.error(1, 2, 0, Code.BROKER_UNREACHABLE, "account 2 did not answer"),
                                Finding.alarm(4, 2, 41, Code.UNPROTECTED, "order 41 has no stop")),
                        NOON)))
                .isEqualTo(json("{'type':'monitoring_errors','errors':['account 2 did not answer',"
                        + "'order 41 has no stop'],'details':[{'step':1,'account_id':2,'order_id':null,"
                        + "'code':'BROKER_UNREACHABLE','message':'account 2 did not answer','retryable':true,"
                        + "'alarm':false},{'step':4,'account_id':2,'order_id':41,'code':'UNPROTECTED',"
                        + "'message':'order 41 has no stop','retryable':false,'alarm':true}],"
                        + "'timestamp':'2026-11-20T06:30:00.123Z','seq':17}"));
    }

    @Test
    void orderUpdate() {
        assertThat(written(new Message.OrderUpdate(
                        new Message.OrderPicture(Samples.order(), "RELIANCE"),
                        List.of("status", "legs.sl.status"),
                        new Message.UpdateCause(4, "sl.place", 9),
                        NOON)))
                .isEqualTo(json("{'type':'order_update','order_id':41,'status':'OPEN','details':{" + DETAILS
                        + ",'changed':['status','legs.sl.status'],'cause':{'step':4,'rule':'sl.place','cycle':9}},"
                        + "'timestamp':'2026-11-20T06:30:00.123Z','seq':17}"));
    }

    @Test
    void cycleCompletedHasNoSeq() {
        assertThat(written(new Message.CycleCompleted(
                        9,
                        true,
                        List.of(
                                new Message.StepLine(1, "fetch", Message.StepOutcome.DONE, 210, null),
                                new Message.StepLine(2, "pnl", Message.StepOutcome.FAILED, 3, "no answer"),
                                new Message.StepLine(3, "update", Message.StepOutcome.SKIPPED, 0, "step 2 failed")),
                        PNL,
                        List.of(new Message.OrderLine(41, null, null)),
                        59_790,
                        NOON)))
                .isEqualTo(json("{'type':'cycle_completed','cycle':9,'kind':'nudged','steps':["
                        + "{'step':1,'name':'fetch','outcome':'done','ms':210,'why':null},"
                        + "{'step':2,'name':'pnl','outcome':'failed','ms':3,'why':'no answer'},"
                        + "{'step':3,'name':'update','outcome':'skipped','ms':0,'why':'step 2 failed'}],"
                        + "'pnl':{'realised':'1000.00','unrealised':'-0.125','stale_accounts':[3]},"
                        + "'orders':[{'order_id':41,'last_price':null,'unrealised':null}],"
                        + "'next_cycle_in_ms':59790,'timestamp':'2026-11-20T06:30:00.123Z'}"));
    }

    @Test
    void monitoringStopped() {
        assertThat(written(new Message.MonitoringStopped("hours are over", null, null, NOON)))
                .isEqualTo(json("{'type':'monitoring_stopped','reason':'hours are over','retry_at':null,"
                        + "'retry_after_ms':null,'timestamp':'2026-11-20T06:30:00.123Z','seq':17}"));
    }

    @Test
    void snapshotNamesTheNewestSeqOnce() {
        Position position = new Position(
                InstrumentId.parse("NSECM:2885"), Product.MIS, 60, new BigDecimal("2899.5"), null, 0, null);
        assertThat(written(new Message.Snapshot(
                        List.of(new Message.OrderPicture(Samples.order(), "RELIANCE")),
                        List.of(new Message.PositionLine(2, position, 10, NOON, true)),
                        PNL,
                        List.of(new Alarm(7, 2, 0, Code.ACCOUNT_OUT, "account 2 is out", NOON, null)),
                        16,
                        NOON)))
                .isEqualTo(json("{'type':'snapshot','orders':[{'order_id':41,'status':'OPEN'," + DETAILS + "}],"
                        + "'positions':[{'account_id':2,'instrument':'NSECM:2885','product':'MIS','quantity':60,"
                        + "'average_price':'2899.50','last_price':null,'external_quantity':10,"
                        + "'as_of':'2026-11-20T06:30:00.123Z','stale':true}],"
                        + "'pnl':{'realised':'1000.00','unrealised':'-0.125','stale_accounts':[3]},"
                        + "'alarms':[{'account_id':2,'order_id':null,'code':'ACCOUNT_OUT',"
                        + "'message':'account 2 is out','since':'2026-11-20T06:30:00.123Z','cleared':null}],"
                        + "'seq':16,'timestamp':'2026-11-20T06:30:00.123Z'}"));
    }

    @Test
    void answersToClients() {
        assertThat(written(new Message.Pong(new RequestId.Text("a\"b"), NOON)))
                .isEqualTo("{\"type\":\"pong\",\"id\":\"a\\\"b\",\"timestamp\":\"2026-11-20T06:30:00.123Z\"}");
        assertThat(written(new Message.Pong(new RequestId.Numeric(5), NOON)))
                .isEqualTo(json("{'type':'pong','id':5,'timestamp':'2026-11-20T06:30:00.123Z'}"));
        assertThat(written(new Message.TokenRefreshed(Instant.EPOCH, NOON)))
                .isEqualTo(json("{'type':'token_refreshed','expires_at':'1970-01-01T00:00:00.000Z'}"));
        assertThat(written(new Message.Refusal("NOT_JSON", "not JSON", null, NOON)))
                .isEqualTo(json("{'type':'error','code':'NOT_JSON','message':'not JSON','id':null}"));
    }

    @Test
    void aTrackedMessageWithoutANumberHasNoSeq() {
        byte[] utf8 = codec.encode(new Message.MonitoringErrors(List.of(), NOON), OptionalLong.empty());
        assertThat(new String(utf8, StandardCharsets.UTF_8)).doesNotContain("seq");
    }

    @Test
    void brokerTextIsCutAndCleaned() {
        assertThat(WireText.clean("a\u0000b\r\n\u202ec\ud83d\ude00d\ud83d", 500))
                .isEqualTo("abc\ud83d\ude00d");
        assertThat(WireText.clean("x".repeat(600), 500)).hasSize(500);
        assertThat(WireText.clean("x".repeat(499) + "\ud83d\ude00", 500)).isEqualTo("x".repeat(499));
        assertThat(WireText.clean("रिलायंस\u00e9", 500)).isEqualTo("रिलायंस\u00e9");
    }
}
