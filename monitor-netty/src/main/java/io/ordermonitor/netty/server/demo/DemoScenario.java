package io.ordermonitor.netty.server.demo;

import static io.ordermonitor.netty.server.demo.DemoMarket.Seat.FIRST;
import static io.ordermonitor.netty.server.demo.DemoMarket.Seat.SECOND;
import static io.ordermonitor.netty.server.demo.DemoMarket.Seat.THIRD;
import static io.ordermonitor.netty.server.paper.PaperShare.JUNIORBEES;
import static io.ordermonitor.netty.server.paper.PaperShare.YESBANK_A;
import static io.ordermonitor.netty.server.paper.PaperShare.YESBANK_B;
import static io.ordermonitor.netty.server.paper.PaperShare.YESBANK_C;
import static io.ordermonitor.order.Side.BUY;
import static io.ordermonitor.order.Side.SELL;

import io.ordermonitor.netty.server.demo.DemoAction.Amend;
import io.ordermonitor.netty.server.demo.DemoAction.CloseByHand;
import io.ordermonitor.netty.server.demo.DemoAction.ExitAll;
import io.ordermonitor.netty.server.demo.DemoAction.ExitNow;
import io.ordermonitor.netty.server.demo.DemoAction.ExpireSession;
import io.ordermonitor.netty.server.demo.DemoAction.Fair;
import io.ordermonitor.netty.server.demo.DemoAction.Outage;
import io.ordermonitor.netty.server.demo.DemoAction.Permit;
import io.ordermonitor.netty.server.demo.DemoAction.Submit;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;

/**
 * What happens in the demo's day, made for the prices that ship. Every action falls on second 28 of its minute: away
 * from the prints (seconds 5, 20, 35, 50) and from the scheduled cycles, so that each meets a settled market.
 */
final class DemoScenario {
    private static final int SECOND_OF_MINUTE = 28;

    private DemoScenario() {}

    /** An action and its time of day. */
    record Moment(LocalTime at, DemoAction action) {}

    /** The day, in the order of time. */
    static List<Moment> day() {
        return List.of(
                at(9, 26, new Permit(1, true)),
                at(9, 26, new Permit(2, false)),
                // No fair price of an earlier day.
                at(9, 26, new Fair(YESBANK_A, null, null)),
                at(9, 26, new Fair(YESBANK_B, null, null)),
                at(9, 26, new Fair(JUNIORBEES, null, null)),
                // Three slices, for the exchange freezes YESBANK-A at 5,000; the target is hit.
                at(9, 27, new Submit("slices", FIRST, BUY, 12_000, YESBANK_A, null, "96.00", "94.60", "96.50")),
                at(9, 36, new Submit("early-short", SECOND, SELL, 1_500, YESBANK_B, null, "92.50", "93.90", "92.20")),
                // The stop is hit.
                at(9, 50, new Submit("stopped", FIRST, BUY, 2_000, YESBANK_B, null, "93.60", "92.80", "94.60")),
                // A stop entry that the fall triggers.
                at(10, 2, new Submit("fall", THIRD, SELL, 3_000, YESBANK_C, "93.50", "93.00", "94.30", "91.60")),
                // A thin market: the entry fills bit by bit and its stop grows; the target fills bit by bit and the
                // stop shrinks.
                at(10, 12, new Submit("thin", SECOND, BUY, 20, JUNIORBEES, null, "289.80", "288.00", "290.00")),
                // Outside the price band: rejected, cleared, regenerated at the fair price, placed again.
                at(10, 25, new Fair(YESBANK_B, "93.30", null)),
                at(10, 25, new Submit("band", FIRST, BUY, 1_500, YESBANK_B, null, "105.50", "104.70", "106.60")),
                // More than the account can carry: rejected, cleared, not regenerated.
                at(10, 30, new Submit("margin", SECOND, BUY, 20_000, YESBANK_B, null, "93.30", "92.00", "95.00")),
                at(10, 38, new Outage(FIRST, Duration.ofMinutes(5))),
                at(11, 10, new Submit("doubted", FIRST, BUY, 2_000, YESBANK_B, null, "93.20", "92.60", "94.10")),
                // A stop entry that never triggers: the fair price converts it, then draws it on.
                at(11, 15, new Submit("chased", THIRD, BUY, 30, JUNIORBEES, "290.50", "290.60", "289.00", "292.50")),
                at(11, 16, new Fair(JUNIORBEES, "290.52", null)),
                at(11, 18, new Fair(JUNIORBEES, "290.70", null)),
                // The fair price falls below a stop that the market has not reached.
                at(11, 20, new Fair(YESBANK_B, null, "92.55")),
                at(11, 30, new Submit("by-hand", SECOND, SELL, 1_000, YESBANK_C, null, "91.20", "92.50", "90.00")),
                at(11, 40, new ExpireSession(SECOND)),
                at(11, 50, new CloseByHand(SECOND, YESBANK_C)),
                // Rejected while its user permits nothing; regenerated once he does.
                at(12, 5, new Submit("waits", THIRD, BUY, 500, YESBANK_A, null, "105.50", "104.70", "107.00")),
                at(12, 9, new Fair(YESBANK_A, "93.40", null)),
                at(12, 9, new Permit(2, true)),
                at(12, 24, new Submit("slide", FIRST, SELL, 3_000, YESBANK_A, null, "93.30", "94.10", "92.00")),
                at(12, 30, new Permit(2, false)),
                at(13, 12, new Submit("climb", THIRD, BUY, 2_000, YESBANK_B, null, "93.20", "92.50", "93.90")),
                at(13, 30, new Submit("thin-short", SECOND, SELL, 10, JUNIORBEES, null, "289.30", "290.50", "288.40")),
                at(13, 40, new Submit("jump", SECOND, BUY, 1_000, YESBANK_C, "91.80", "92.60", "91.00", "92.80")),
                at(14, 12, new Submit("amended", THIRD, SELL, 1_000, YESBANK_C, null, "91.60", "92.90", "90.50")),
                at(14, 20, new Amend(THIRD, "amended", "92.30", "91.00")),
                at(14, 56, new Submit("late", FIRST, BUY, 2_000, YESBANK_A, null, "91.90", "90.20", "93.50")),
                at(15, 6, new ExitNow(FIRST, "late")),
                at(15, 10, new ExitAll()));
    }

    private static Moment at(int hour, int minute, DemoAction action) {
        return new Moment(LocalTime.of(hour, minute, SECOND_OF_MINUTE), action);
    }
}
