package io.ordermonitor.broker.paper;

import io.ordermonitor.order.InstrumentId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads recorded minutes from comma-separated text with the header
 * {@code instrument_id,symbol,exchange_segment,timestamp,open,high,low,close,volume}. Minutes may be missing; those of
 * one instrument must come in order of time. It is strict: the first line that is not as it should be ends the reading
 * with its number.
 *
 * <pre>{@code
 * List<MinuteBar> bars = MinuteBarFile.read(Path.of("2019-07-09.csv"));
 * PricePath path = PricePath.of(bars);
 * }</pre>
 */
public final class MinuteBarFile {
    private static final String HEADER = "instrument_id,symbol,exchange_segment,timestamp,open,high,low,close,volume";

    private final String name;
    private final Map<InstrumentId, Instant> newest = new HashMap<>();
    private final List<MinuteBar> bars = new ArrayList<>();

    private MinuteBarFile(String name) {
        this.name = name;
    }

    /**
     * Reads a file; blocking.
     *
     * @throws IllegalArgumentException naming file and line, if the text is not as it should be
     * @throws UncheckedIOException if the file cannot be read
     */
    public static List<MinuteBar> read(Path file) {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            return read(in, file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read minute bars from " + file, e);
        }
    }

    /**
     * Reads text; blocking.
     *
     * @param name how errors call the text
     * @throws IllegalArgumentException naming text and line, if it is not as it should be
     */
    public static List<MinuteBar> read(Reader text, String name) throws IOException {
        return new MinuteBarFile(name).all(new BufferedReader(text));
    }

    private List<MinuteBar> all(BufferedReader in) throws IOException {
        String header = in.readLine();
        if (!HEADER.equals(header)) {
            throw refused(1, "the header must be " + HEADER, null);
        }
        int number = 1;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            bars.add(bar(line, number));
        }
        return List.copyOf(bars);
    }

    private MinuteBar bar(String line, int number) {
        String[] cell = line.split(",", -1);
        if (cell.length != 9) {
            throw refused(number, "9 columns expected, " + cell.length + " found", null);
        }
        try {
            MinuteBar bar = new MinuteBar(
                    new InstrumentId(cell[2], cell[0]),
                    cell[1],
                    OffsetDateTime.parse(cell[3]).toInstant(),
                    new BigDecimal(cell[4]),
                    new BigDecimal(cell[5]),
                    new BigDecimal(cell[6]),
                    new BigDecimal(cell[7]),
                    Long.parseLong(cell[8]));
            Instant before = newest.put(bar.instrument(), bar.start());
            if (before != null && !before.isBefore(bar.start())) {
                throw refused(
                        number, "the minute of " + bar.instrument() + " does not come after the one before", null);
            }
            return bar;
        } catch (NumberFormatException e) {
            throw refused(number, "not a number: " + e.getMessage(), e);
        } catch (DateTimeException e) {
            throw refused(number, "not a time such as 2019-07-09T09:15:00+05:30: '" + cell[3] + "'", e);
        } catch (BarException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw refused(number, String.valueOf(e.getMessage()), e);
        }
    }

    private BarException refused(int line, String why, @Nullable Exception cause) {
        return new BarException(name + " line " + line + ": " + why, cause);
    }

    /** Tells our own complaints, which have their line, from those of the values. */
    private static final class BarException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        BarException(String message, @Nullable Exception cause) {
            super(message, cause);
        }
    }
}
