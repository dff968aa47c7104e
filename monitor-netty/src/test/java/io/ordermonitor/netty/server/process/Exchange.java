package io.ordermonitor.netty.server.process;

import io.ordermonitor.broker.paper.PaperFill;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.OrderTerms;
import io.ordermonitor.order.Position;
import io.ordermonitor.order.Product;
import io.ordermonitor.order.Side;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The exchange's process as a test sees it: its books, and the tricks that it plays. Thread-safe, but for its books. */
final class Exchange implements AutoCloseable {
    private final Process process;
    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Book> books = new ArrayList<>();
    private Instant seenUpTo = Instant.EPOCH;

    private Exchange(Process process, int port, int accounts) {
        this.process = process;
        this.address = URI.create("http://127.0.0.1:" + port + "/");
        for (int i = 0; i < accounts; i++) {
            books.add(new Book());
        }
    }

    /** What stands in an account's books. */
    static final class Book {
        final Map<String, BrokerOrder> rows = new LinkedHashMap<>();
        final List<PaperFill> fills = new ArrayList<>();
        List<Position> net = List.of();
    }

    static Exchange start(Path log, long seed, ZoneId zone, int minutes, int accounts) throws IOException {
        Process process = new ProcessBuilder(ServerProcess.java(
                        ExchangeProcess.class, Long.toString(seed), zone.getId(), Integer.toString(minutes)))
                .redirectError(log.toFile())
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        return new Exchange(process, Integer.parseInt(out.readLine()), accounts);
    }

    URI address() {
        return address;
    }

    /** The books as they are now, of accounts from 1 on. */
    List<Book> books() {
        String known = books.stream().map(book -> "," + book.fills.size()).collect(Collectors.joining());
        Instant before = Instant.now();
        Wire.Books news = ask("books?" + seenUpTo + known, "", Wire.Books.class);
        for (Wire.Account account : news.accounts()) {
            Book book = books.get((int) account.account() - 1);
            account.rows().forEach(row -> book.rows.put(row.brokerOrderId(), row));
            book.fills.addAll(account.fills());
            book.net = account.net();
        }
        seenUpTo = before.minusSeconds(2);
        return books;
    }

    Map<InstrumentId, BigDecimal> prices() {
        return ask("quotes", "", Wire.Quotes.class).rows().stream()
                .collect(Collectors.toMap(Wire.Quote::instrument, Wire.Quote::price));
    }

    /** An account's open positions. */
    List<Position> net(long account) {
        return ask("net/" + account, "", Wire.Positions.class).rows();
    }

    void tradeByHand(long account, InstrumentId instrument, Side side, OrderTerms terms) {
        ask("hand/" + account, new Wire.ByHand(instrument, side, Product.NRML, terms), Wire.Written.class);
    }

    /** Blocks until a write is caught, or for some seconds. */
    Wire.Sprung trap(Wire.Trap trap) {
        return ask("trap", trap, Wire.Sprung.class);
    }

    void release() {
        ask("release", "", Wire.Sprung.class);
    }

    void misbehave(Wire.Faults faults) {
        ask("faults", faults, Wire.Faults.class);
    }

    private <T> T ask(String what, Object body, Class<T> type) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address.resolve("/" + what))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(Wire.JSON.writeValueAsBytes(body)))
                    .build();
            return Wire.JSON.readValue(
                    client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                            .body(),
                    type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
