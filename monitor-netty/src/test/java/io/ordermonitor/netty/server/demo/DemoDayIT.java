package io.ordermonitor.netty.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.netty.server.EmbeddedPostgres;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The demo's day as real clients see it: three processes run it side by side, one with two tabs of user 1 and one of
 * user 2, one without anybody, one without nudges.
 */
class DemoDayIT {
    private static final String[] DAY = {"demo", "--json", "--port", "0", "--speed", "1200", "--exit-at-close"};
    private static final Pattern FILL_TO_STOP =
            Pattern.compile("longest time from a fill to its live stop was (PT\\S+)");
    private static final Instant BEGIN = Instant.parse("2026-01-05T03:56:00Z");
    private static final Instant NOON = Instant.parse("2026-01-05T06:30:00Z");

    @TempDir
    static Path folder;

    private static Tab first;
    private static Tab second;
    private static Tab other;
    private static JsonNode summary;
    private static JsonNode repeated;
    private static String log;
    private static String logWithoutNudges;

    @BeforeAll
    static void threeProcessesRunTheDay() throws Exception {
        Path kept = folder.resolve("kept");
        HttpClient client = HttpClient.newHttpClient();
        try (DemoProcess watched = DemoProcess.start(folder, with("--data", kept.toString()));
                DemoProcess alone = DemoProcess.start(folder, DAY);
                DemoProcess slow = DemoProcess.start(folder, with("--nudges", "off"))) {
            JsonNode ready = watched.line();
            first = Tab.open(client, ready, 1);
            second = Tab.open(client, ready, 1);
            other = Tab.open(client, ready, 2);
            summary = watched.line();
            assertThat(watched.exitCode()).as(watched.log()).isZero();
            assertThat(watched.rest()).isEmpty();
            log = watched.log();
            assertThat(alone.line().get("event").asString()).isEqualTo("ready");
            repeated = alone.line();
            assertThat(alone.exitCode()).as(alone.log()).isZero();
            slow.line();
            assertThat(slow.line().get("unprotected_cycles").asInt()).isZero();
            assertThat(slow.exitCode()).as(slow.log()).isZero();
            logWithoutNudges = slow.log();
        }
    }

    private static String[] with(String... more) {
        return Stream.concat(Stream.of(DAY), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void twoRunsGiveTheSameSummary() {
        assertThat(repeated).isEqualTo(summary);
        assertThat(summary.get("event").asString()).isEqualTo("day_summary");
        assertThat(summary.get("unprotected_cycles").asInt()).isZero();
        assertThat(summary.get("duplicate_orders").asInt()).isZero();
        assertThat(summary.get("open_quantity").asInt()).isZero();
        assertThat(summary.get("rejected").asInt()).isEqualTo(3);
        assertThat(summary.get("regenerated").asInt()).isEqualTo(2);
        assertThat(summary.get("errors").asInt()).isPositive();
        assertThat(summary.get("cycles").asInt()).isGreaterThan(2 * 364);
    }

    @Test
    void realisedProfitEqualsTheCashFlowAtTheExchange() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(folder.resolve("kept"));
                Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select sum(case p.side when 'SELL' then f.quantity * f.price else -f.quantity * f.price end),"
                                + " sum(case p.side when 'SELL' then -f.quantity else f.quantity end), count(*)"
                                + " from paper.fill f join paper.placed p using (account_id, sequence)")) {
            assertThat(row.next()).isTrue();
            assertThat(new BigDecimal(summary.get("realised_pnl").asString()))
                    .isEqualByComparingTo(row.getBigDecimal(1));
            assertThat(row.getInt(2)).isZero();
            assertThat(summary.get("fills").asInt()).isEqualTo(row.getInt(3));
        }
    }

    @Test
    void theFirstFrameWelcomesAndBothTabsAreToldTheSame() throws Exception {
        JsonNode welcome = first.all().get(0);
        assertThat(welcome.propertyNames())
                .startsWith("type", "connection_id", "user_id", "timestamp")
                .contains("epoch", "seq", "next_cycle_in_ms");
        assertThat(welcome.get("type").asString()).isEqualTo("connection_established");
        assertThat(welcome.get("user_id").asLong()).isEqualTo(1);
        assertThat(second.all().subList(1, second.all().size()))
                .isEqualTo(first.all().subList(1, first.all().size()));
        assertThat(List.of(first.closeCode(), second.closeCode(), other.closeCode()))
                .containsOnly(1012);
    }

    @Test
    void trackedMessagesAreNumberedWithoutGap() {
        for (Tab tab : List.of(first, other)) {
            List<Long> seq = tab.all().stream()
                    .skip(1)
                    .filter(message -> message.has("seq"))
                    .map(message -> message.get("seq").asLong())
                    .toList();
            assertThat(seq).isNotEmpty();
            for (int i = 0; i < seq.size(); i++) {
                assertThat(seq.get(i)).isEqualTo(i + 1L);
            }
        }
    }

    @Test
    void scheduledCyclesShowTenSteps() {
        List<JsonNode> scheduled = first.all("cycle_completed").stream()
                .filter(cycle -> cycle.get("kind").asString().equals("scheduled"))
                .toList();
        assertThat(scheduled)
                .hasSizeGreaterThan(360)
                .allSatisfy(cycle -> assertThat(cycle.get("steps")).hasSize(10));
    }

    @Test
    void ordersAreLongAndShortAndOneGoesInSlices() {
        assertThat(any(first, d -> d.get("side").asString().equals("BUY"))).isTrue();
        assertThat(any(first, d -> d.get("side").asString().equals("SELL"))).isTrue();
        assertThat(any(
                        first,
                        d -> Stream.of("entry", "sl", "tp")
                                .allMatch(leg ->
                                        leg(d, leg).get("broker_order_ids").size() == 3)))
                .isTrue();
        assertThat(any(first, d -> leg(d, "entry").get("type").asString("").equals("STOPLIMIT")))
                .isTrue();
    }

    @Test
    void entriesFillSomeInPartAndTheirStopsGrowAndShrink() {
        assertThat(any(first, d -> is(d, "entry", "FILLED") && d.get("open").asInt() == 12_000))
                .isTrue();
        assertThat(any(first, d -> is(d, "entry", "PARTIAL") && is(d, "sl", "SENT")))
                .isTrue();
        assertThat(caused(first, "sl.place")).isNotEmpty();
        assertThat(caused(first, "tp.place")).isNotEmpty();
        assertThat(caused(first, "sl.grow")).isNotEmpty();
        assertThat(caused(first, "sl.shrink")).isNotEmpty();
    }

    @Test
    void oneExitFillsAndItsSiblingGoes() {
        assertThat(any(
                        first,
                        d -> is(d, "tp", "FILLED")
                                && is(d, "sl", "CANCELLED")
                                && d.get("open").asInt() == 0))
                .isTrue();
        assertThat(any(
                        first,
                        d -> is(d, "sl", "FILLED")
                                && is(d, "tp", "CANCELLED")
                                && d.get("open").asInt() == 0))
                .isTrue();
        assertThat(caused(first, "exit.cancel-closed")).isNotEmpty();
    }

    @Test
    void anEntryAndAStopFollowTheFairPrice() {
        assertThat(caused(other, "entry.convert")).isNotEmpty();
        assertThat(caused(other, "entry.follow")).isNotEmpty();
        assertThat(any(other, d -> d.get("flags").toString().contains("CHASING")))
                .isTrue();
        assertThat(first.updates(
                        update -> update.get("details").get("cause").get("step").asInt() == 6
                                && leg(update.get("details"), "sl")
                                        .get("type")
                                        .asString()
                                        .equals("LIMIT")))
                .isNotEmpty();
    }

    @Test
    void aPositionClosedByHandIsSeen() {
        assertThat(first.updates(update -> update.get("status").asString().equals("CLOSED_EXTERNALLY")))
                .isNotEmpty();
        assertThat(details(first, "EXTERNAL")).isNotEmpty();
    }

    @Test
    void rejectedEntriesAreClearedAndThoseWorthItPlacedAgain() {
        assertThat(first.updates(update -> update.get("status").asString().equals("ENTRY_REJECTED")))
                .isNotEmpty();
        assertThat(reasons(first)).anyMatch(reason -> reason.contains("price band"));
        assertThat(reasons(first)).anyMatch(reason -> reason.contains("Margin"));
        for (Tab tab : List.of(first, other)) {
            assertThat(caused(tab, "rejected.clear")).isNotEmpty();
            assertThat(whys(tab)).contains("1 rejected order cleared", "1 entry regenerated");
            JsonNode again = caused(tab, "entry.place").stream()
                    .filter(update ->
                            update.get("details").get("cause").get("step").asInt() == 9)
                    .findFirst()
                    .orElseThrow();
            assertThat(tab.updates(update -> update.get("order_id").equals(again.get("order_id"))
                            && update.get("status").asString().equals("CLOSED")))
                    .isNotEmpty();
        }
    }

    @Test
    void anExpiredSessionIsRenewed() {
        assertThat(whys(first)).contains("session of account 2 renewed");
    }

    @Test
    void oneAccountIsOutForMinutesWhileTheOtherGoesOn() {
        List<Instant> out = details(first, "BROKER_UNREACHABLE").stream()
                .filter(detail -> detail.get("account_id").asLong() == 1)
                .map(detail -> Instant.parse(detail.get("at").asString()))
                .toList();
        assertThat(out).hasSizeGreaterThan(3);
        assertThat(first.updates(
                        update -> update.get("details").get("account_id").asLong() == 2
                                && Tab.at(update).isAfter(out.get(0))
                                && Tab.at(update).isBefore(out.get(out.size() - 1))))
                .isNotEmpty();
        assertThat(details(first, "ACCOUNT_OUT")).hasSize(2);
    }

    @Test
    void userOneSeesAnUpdateInAnyFortyMinutesBeforeNoon() {
        List<Instant> moments = new ArrayList<>(List.of(BEGIN));
        first.updates(update -> Tab.at(update).isBefore(NOON)).forEach(update -> moments.add(Tab.at(update)));
        moments.add(NOON);
        for (int i = 1; i < moments.size(); i++) {
            assertThat(Duration.between(moments.get(i - 1), moments.get(i))).isLessThan(Duration.ofMinutes(40));
        }
    }

    @Test
    void aFillHasItsStopWithinSecondsWithNudgesAndWithinACycleWithout() {
        assertThat(fillToStop(log)).isPositive().isLessThan(Duration.ofSeconds(6));
        assertThat(fillToStop(logWithoutNudges))
                .isGreaterThan(Duration.ofSeconds(6))
                .isLessThanOrEqualTo(Duration.ofSeconds(66));
    }

    private static Duration fillToStop(String of) {
        Matcher matcher = FILL_TO_STOP.matcher(of);
        assertThat(matcher.find()).as(of).isTrue();
        return Duration.parse(matcher.group(1));
    }

    private static boolean any(Tab tab, Predicate<JsonNode> details) {
        return !tab.updates(update -> details.test(update.get("details"))).isEmpty();
    }

    private static List<JsonNode> caused(Tab tab, String rule) {
        return tab.updates(update ->
                update.get("details").get("cause").get("rule").asString().equals(rule));
    }

    private static JsonNode leg(JsonNode details, String leg) {
        return details.get("legs").get(leg);
    }

    private static boolean is(JsonNode details, String leg, String status) {
        return leg(details, leg).get("status").asString().equals(status);
    }

    private static List<String> reasons(Tab tab) {
        return tab.updates(update -> true).stream()
                .map(update -> leg(update.get("details"), "entry").get("reason").asString(""))
                .toList();
    }

    private static List<String> whys(Tab tab) {
        return tab.all("cycle_completed").stream()
                .flatMap(cycle -> cycle.get("steps").valueStream())
                .map(step -> step.get("why").asString(""))
                .toList();
    }

    /** The details of errors with a code, each with the instant of its message as {@code at}. */
    private static List<JsonNode> details(Tab tab, String code) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode message : tab.all("monitoring_errors")) {
            message.get("details").forEach(detail -> {
                if (detail.get("code").asString().equals(code)) {
                    found.add(detail.deepCopy()
                            .asObject()
                            .put("at", message.get("timestamp").asString()));
                }
            });
        }
        return found;
    }
}
