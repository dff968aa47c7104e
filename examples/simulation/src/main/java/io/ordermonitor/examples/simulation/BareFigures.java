package io.ordermonitor.examples.simulation;

import io.ordermonitor.testkit.simulation.BareSpan;
import io.ordermonitor.testkit.simulation.DayResult;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Median, 99th percentile and worst of the times for which filled units waited for their stops. */
final class BareFigures {
    private final List<Long> whole = new ArrayList<>();
    private final List<Long> sinceShown = new ArrayList<>();
    private long stillBare;
    private long atClose;

    void add(DayResult day) {
        stillBare += day.stillBare();
        atClose += day.bareAtClose();
        for (BareSpan span : day.bare()) {
            whole.add(span.whole().toMillis());
            sinceShown.add(span.sinceShown().toMillis());
        }
    }

    void tell(PrintWriter out) {
        if (!whole.isEmpty()) {
            out.printf("%,d fills waited for their stops, in market time:%n", whole.size());
            out.println("  from the exchange's fill to the stop live in its book: " + figures(whole));
            out.println("  from the first news of the fill to the stop live:      " + figures(sinceShown));
            out.printf(
                    "  %,d more had none: they came as the session ended, in its closing auction or while the broker"
                            + " squared off%n",
                    atClose);
            out.printf(
                    "  %,d more had none when their day ended, such as a stop that is refused for want of margin, or units"
                            + " that a person closes at the broker%n",
                    stillBare);
        }
    }

    private static String figures(List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        return "median %s, 99 of 100 within %s, worst %s".formatted(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
    }

    private static String at(List<Long> sorted, double share) {
        int index = (int) Math.ceil(share * sorted.size()) - 1;
        Duration time = Duration.ofMillis(sorted.get(Math.max(0, index)));
        return "%d.%03d s".formatted(time.toSeconds(), time.toMillisPart());
    }
}
