package io.ordermonitor.netty.server.paper;

import io.ordermonitor.broker.paper.MinuteBar;
import io.ordermonitor.broker.paper.MinuteBarFile;
import io.ordermonitor.broker.paper.PricePath;
import io.ordermonitor.order.Instrument;
import io.ordermonitor.order.InstrumentId;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What trades at the paper exchanges: four recorded days side by side as four instruments of one synthetic date. */
@SuppressWarnings("ImmutableEnumChecker") // its fields are records of immutable values
public enum PaperShare {
    YESBANK_A("11915-A", "yesbank-2019-07-09", "0.05", 5_000, "76.00", "104.00"),
    YESBANK_B("11915-B", "yesbank-2019-07-10", "0.05", 50_000, "76.00", "104.00"),
    YESBANK_C("11915-C", "yesbank-2019-07-11", "0.05", 50_000, "76.00", "104.00"),
    JUNIORBEES("10939", "juniorbees-2019-01-01", "0.01", 10_000, "232.00", "348.00");

    /** Where they were recorded. */
    public static final ZoneId INDIA = ZoneId.of("Asia/Kolkata");

    /** The synthetic date. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 5);

    private final InstrumentId id;
    private final String file;
    private final Instrument instrument;

    PaperShare(String token, String file, String tick, int freeze, String lower, String upper) {
        this.id = new InstrumentId("NSECM", token);
        this.file = file;
        this.instrument = new Instrument(
                id,
                name().replace('_', '-'),
                new BigDecimal(tick),
                1,
                freeze,
                BigDecimal.ONE,
                new BigDecimal(lower),
                new BigDecimal(upper),
                LocalDate.of(2026, 1, 5).atStartOfDay(ZoneId.of("Asia/Kolkata")).toInstant());
    }

    public InstrumentId id() {
        return id;
    }

    public Instrument instrument() {
        return instrument;
    }

    /** The instrument table of a paper exchange. */
    public static List<Instrument> instruments() {
        return Arrays.stream(values()).map(PaperShare::instrument).toList();
    }

    /** The same, published at an instant: whatever the day, the exchange keeps these price bands. */
    static List<Instrument> instruments(Instant asOf) {
        return instruments().stream()
                .map(i -> new Instrument(
                        i.id(),
                        i.symbol(),
                        i.tick(),
                        i.lotSize(),
                        i.freezeQuantity(),
                        i.multiplier(),
                        i.lowerBand(),
                        i.upperBand(),
                        asOf))
                .toList();
    }

    /** The recorded days side by side, every day. */
    public static PricePath recorded() {
        return PricePath.of(bars()).everyDay(INDIA);
    }

    /** The recorded minutes of all, on the synthetic date. */
    public static List<MinuteBar> bars() {
        List<MinuteBar> bars = new ArrayList<>();
        for (PaperShare share : values()) {
            try (Reader text = share.text()) {
                for (MinuteBar bar : MinuteBarFile.read(text, share.file)) {
                    bars.add(bar.of(share.id, share.instrument.symbol()).movedTo(FIRST_DAY, INDIA));
                }
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the prices of " + share, e);
            }
        }
        return List.copyOf(bars);
    }

    private Reader text() {
        InputStream in = PaperShare.class.getResourceAsStream(file + ".csv");
        if (in == null) {
            throw new IllegalStateException("the jar lacks " + file + ".csv");
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
}
