package io.ordermonitor.netty.server.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Where the demo's market clock stands, in a file that outlives a killed process: mapped into memory, so that noting an
 * instant costs nothing. It need not outlive the machine; PostgreSQL does. Thread-safe as far as instants do not
 * compete.
 */
final class MarketClockFile {
    private final MappedByteBuffer nanos;

    private MarketClockFile(MappedByteBuffer nanos) {
        this.nanos = nanos;
    }

    /** The file of a folder, made if it is not there. */
    static MarketClockFile in(Path folder) {
        Path file = folder.resolve("market-clock");
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new MarketClockFile(channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException("the market clock cannot be kept in " + file, e);
        }
    }

    /** The instant that was noted last; empty if none ever was. */
    Optional<Instant> read() {
        long noted = nanos.getLong(0);
        long second = TimeUnit.SECONDS.toNanos(1);
        return noted == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(noted / second, noted % second));
    }

    /** Notes an instant. */
    void note(Instant instant) {
        nanos.putLong(0, TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano());
    }
}
