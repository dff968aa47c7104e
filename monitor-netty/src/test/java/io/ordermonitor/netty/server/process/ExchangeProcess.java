package io.ordermonitor.netty.server.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.paper.AccountTerms;
import io.ordermonitor.broker.paper.MarketSession;
import io.ordermonitor.broker.paper.MemoryPaperStore;
import io.ordermonitor.broker.paper.PaperExchange;
import io.ordermonitor.broker.paper.PaperFill;
import io.ordermonitor.broker.paper.PaperMarket;
import io.ordermonitor.broker.paper.PaperSettings;
import io.ordermonitor.order.InstrumentId;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;

/**
 * The exchange as a process of its own, on loopback: it lives while servers die. {@code /line} is what servers call,
 * all else is for the judge and for who plays tricks on the line. Arguments: seed, zone, minutes of market.
 */
public final class ExchangeProcess {
    /** Where servers call. */
    static final String LINE = "/line/";

    private final PaperExchange exchange;
    private final LineTricks tricks;
    private final Map<Long, EventLog> events = new ConcurrentHashMap<>();

    private ExchangeProcess(PaperExchange exchange, LineTricks tricks) {
        this.exchange = exchange;
        this.tricks = tricks;
    }

    public static void main(String[] arguments) throws IOException {
        long seed = Long.parseLong(arguments[0]);
        ZoneId zone = ZoneId.of(arguments[1]);
        ScheduledExecutorService timers = Executors.newScheduledThreadPool(4);
        PaperExchange exchange = new PaperExchange(
                Clock.systemUTC(), timers, new MemoryPaperStore(), market(seed, zone, Integer.parseInt(arguments[2])));
        exchange.start();
        ExchangeProcess process = new ExchangeProcess(exchange, new LineTricks(seed));
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        http.setExecutor(Executors.newCachedThreadPool());
        http.createContext(LINE, process::line);
        http.createContext("/", process::others);
        http.start();
        System.out.println(http.getAddress().getPort());
        // Whoever started it holds the other end; with him it ends.
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    private static PaperMarket market(long seed, ZoneId zone, int minutes) {
        PaperSettings standard = PaperSettings.standard();
        PaperSettings settings = new PaperSettings(
                new MarketSession(zone, LocalTime.MIN, LocalTime.MAX),
                BrokerProfile.named("exchange"),
                standard.fillShare(),
                standard.marginRates(),
                Duration.ZERO,
                Duration.ofMillis(20),
                Duration.ZERO,
                new AccountTerms(new BigDecimal("1000000000.00"), Duration.ZERO, Duration.ZERO),
                Map.of());
        return PaperMarket.of(
                Share.instruments(), Share.path(seed, Instant.now(), Duration.ofMinutes(minutes)), settings);
    }

    /** {@code /line/ACCOUNT/CALL}: what a broker's interface offers. */
    private void line(HttpExchange http) throws IOException {
        String[] parts = http.getRequestURI().getPath().substring(LINE.length()).split("/", -1);
        long account = Long.parseLong(parts[0]);
        byte[] body = http.getRequestBody().readAllBytes();
        try (http) {
            tricks.through(
                            parts[1],
                            body,
                            () -> answer(
                                    account,
                                    parts[1],
                                    body,
                                    http.getRequestURI().getQuery()))
                    .ifPresent(answer -> reply(http, answer));
        }
    }

    private Object answer(long account, String call, byte[] body, String query) {
        return switch (call) {
            case "book" -> Wire.Orders.of(exchange.broker(account).orderBook());
            case "positions" -> Wire.Positions.of(exchange.broker(account).positions());
            case "quotes" -> quotes();
            case "events" -> log(account).after(Long.parseLong(query));
            case "place" ->
                Wire.Written.of(exchange.broker(account).place(Wire.JSON.readValue(body, PlaceOrder.class)));
            case "modify" ->
                Wire.Written.of(exchange.broker(account).modify(Wire.JSON.readValue(body, ModifyOrder.class)));
            case "cancel" ->
                Wire.Written.of(exchange.broker(account).cancel(Wire.JSON.readValue(body, CancelOrder.class)));
            default -> throw new IllegalArgumentException(call);
        };
    }

    private Wire.Quotes quotes() {
        Set<InstrumentId> all = Share.ids();
        return new Wire.Quotes(exchange.broker(1).quotes(all).entrySet().stream()
                .map(quote -> new Wire.Quote(quote.getKey(), quote.getValue()))
                .toList());
    }

    private EventLog log(long account) {
        return events.computeIfAbsent(account, id -> {
            EventLog log = new EventLog();
            exchange.broker(id).subscribe(log::add);
            return log;
        });
    }

    /** What the judge reads, and what is done to the line. */
    private void others(HttpExchange http) throws IOException {
        String[] parts = http.getRequestURI().getPath().substring(1).split("/", -1);
        byte[] body = http.getRequestBody().readAllBytes();
        try (http) {
            reply(
                    http,
                    switch (parts[0]) {
                        case "books" -> books(http.getRequestURI().getQuery());
                        case "quotes" -> quotes();
                        case "net" -> new Wire.Positions(true, exchange.openNet(Long.parseLong(parts[1])));
                        case "hand" -> byHand(Long.parseLong(parts[1]), Wire.JSON.readValue(body, Wire.ByHand.class));
                        case "trap" -> tricks.trap(Wire.JSON.readValue(body, Wire.Trap.class));
                        case "release" -> tricks.release();
                        case "faults" -> tricks.faults(Wire.JSON.readValue(body, Wire.Faults.class));
                        default -> throw new IllegalArgumentException(parts[0]);
                    });
        }
    }

    private Wire.Written byHand(long account, Wire.ByHand order) {
        return Wire.Written.of(
                exchange.placeByHand(account, order.instrument(), order.side(), order.product(), order.terms()));
    }

    /** {@code since,FILLS,FILLS,...}: rows changed since an instant, and of each account the fills after so many. */
    private Wire.Books books(String query) {
        String[] parts = query.split(",", -1);
        Instant since = Instant.parse(parts[0]);
        return new Wire.Books(IntStream.range(1, parts.length)
                .mapToObj(account -> {
                    List<PaperFill> fills = exchange.fills(account);
                    int known = Integer.parseInt(parts[account]);
                    return new Wire.Account(
                            account,
                            exchange.book(account).stream()
                                    .filter(row -> !row.updatedAt().isBefore(since))
                                    .toList(),
                            fills.subList(known, fills.size()),
                            known,
                            exchange.openNet(account));
                })
                .toList());
    }

    private static void reply(HttpExchange http, Object answer) {
        byte[] bytes = Wire.JSON.writeValueAsBytes(answer);
        try {
            http.getResponseHeaders().set("Content-Type", "application/json");
            http.sendResponseHeaders(200, bytes.length);
            http.getResponseBody().write(bytes);
        } catch (IOException e) {
            // Whoever asked has gone.
        }
    }
}
