package io.ordermonitor.netty.server.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** Says on standard output what happens in the demo: lines for people, or JSON lines for programs. */
public final class DemoAnnouncer {
    private final PrintStream out;
    private final boolean json;
    private final JsonMapper mapper = new JsonMapper();

    public DemoAnnouncer(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /**
     * The demo serves.
     *
     * @param url ends with a slash
     * @param tokens by user
     */
    void ready(String url, Map<Long, String> tokens, double speed) {
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("event", "ready");
            line.put("url", url);
            line.put("page", page(url, 1, tokens));
            line.put("tokens", new TreeMap<>(tokens));
            print(line);
            return;
        }
        Duration day = Duration.between(DemoMarket.BEGIN, LocalTime.of(15, 30));
        out.println("Order Monitor demo. " + DemoMarket.NOTICE);
        tokens.forEach((user, token) -> out.println("  page of user " + user + ":  " + page(url, user, tokens)));
        out.printf(
                "  market clock:    from %s, %s market seconds a second, so the day takes %s minutes%n",
                DemoMarket.BEGIN, trim(speed), trim(Math.ceil(day.toSeconds() / speed / 6) / 10));
        out.println("  to stop:         Ctrl-C");
        out.flush();
    }

    void closed(DaySummary summary) {
        if (json) {
            print(summary.fields());
            return;
        }
        out.printf(
                "%s closed: %d cycles, %d orders, %d fills, %d rejected, %d regenerated, %d errors, realised %s,"
                        + " open %d, unprotected cycles %d, duplicate orders %d%n",
                summary.day(),
                summary.tally().cycles(),
                summary.books().orders(),
                summary.books().fills(),
                summary.books().rejected(),
                summary.regenerated(),
                summary.tally().errors(),
                summary.realisedPnl().toPlainString(),
                summary.books().openQuantity(),
                summary.tally().unprotectedCycles(),
                summary.books().duplicates());
        out.flush();
    }

    private static String page(String url, long user, Map<Long, String> tokens) {
        return url + "#user=" + user + "&token=" + tokens.get(user);
    }

    private void print(Map<String, Object> line) {
        out.println(mapper.writeValueAsString(line));
        out.flush();
    }

    private static String trim(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
