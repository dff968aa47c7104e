package io.ordermonitor.netty.server.process;

import io.ordermonitor.broker.Broker;
import io.ordermonitor.broker.BrokerProfile;
import io.ordermonitor.broker.CancelOrder;
import io.ordermonitor.broker.FailureKind;
import io.ordermonitor.broker.Login;
import io.ordermonitor.broker.ModifyOrder;
import io.ordermonitor.broker.PlaceOrder;
import io.ordermonitor.broker.Read;
import io.ordermonitor.broker.WriteResult;
import io.ordermonitor.order.BrokerOrder;
import io.ordermonitor.order.InstrumentId;
import io.ordermonitor.order.Position;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * One account at an exchange in another process. Honest: what was not connected was not sent, and of what was sent and
 * not answered nobody knows. Thread-safe.
 */
final class RemoteBroker implements Broker, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HttpClient client;
    private final URI line;
    private final Clock clock;
    private final BrokerProfile profile;
    private final List<OrderEventListener> listeners = new CopyOnWriteArrayList<>();
    private final Thread ear = new Thread(this::listen, "order-events");
    private volatile boolean closed;

    RemoteBroker(HttpClient client, URI line, Clock clock, BrokerProfile profile) {
        this.client = client;
        this.line = line;
        this.clock = clock;
        this.profile = profile;
        ear.setDaemon(true);
        ear.start();
    }

    /** Nothing reached the exchange. */
    private static final class NotConnected extends IOException {
        private static final long serialVersionUID = 1;

        NotConnected(IOException cause) {
            super(cause);
        }
    }

    @Override
    public Read<BrokerOrder> orderBook() {
        return read("book", body -> {
            Wire.Orders orders = Wire.JSON.readValue(body, Wire.Orders.class);
            return orders.fresh() ? orders.rows() : null;
        });
    }

    @Override
    public Read<Position> positions() {
        return read("positions", body -> {
            Wire.Positions positions = Wire.JSON.readValue(body, Wire.Positions.class);
            return positions.fresh() ? positions.rows() : null;
        });
    }

    private interface Rows<T> {
        List<T> of(byte[] body);
    }

    private <T> Read<T> read(String call, Rows<T> rows) {
        Instant startedAt = clock.instant();
        try {
            List<T> all = rows.of(post(call, new byte[0]));
            return all == null
                    ? new Read.Failed<>(FailureKind.UNREACHABLE, "the exchange has no answer")
                    : new Read.Fresh<>(all, startedAt, clock.instant(), Set.of());
        } catch (IOException | RuntimeException e) {
            return new Read.Failed<>(FailureKind.UNREACHABLE, String.valueOf(e));
        }
    }

    @Override
    public Map<InstrumentId, BigDecimal> quotes(Set<InstrumentId> instruments) {
        try {
            return Wire.JSON.readValue(post("quotes", new byte[0]), Wire.Quotes.class).rows().stream()
                    .filter(quote -> instruments.contains(quote.instrument()))
                    .collect(Collectors.toMap(Wire.Quote::instrument, Wire.Quote::price));
        } catch (IOException | RuntimeException e) {
            return Map.of();
        }
    }

    @Override
    public WriteResult place(PlaceOrder order) {
        return write("place", order);
    }

    @Override
    public WriteResult modify(ModifyOrder order) {
        return write("modify", order);
    }

    @Override
    public WriteResult cancel(CancelOrder order) {
        return write("cancel", order);
    }

    private WriteResult write(String call, Object order) {
        try {
            return Wire.JSON
                    .readValue(post(call, Wire.JSON.writeValueAsBytes(order)), Wire.Written.class)
                    .result();
        } catch (NotConnected e) {
            return new WriteResult.NotSent(FailureKind.UNREACHABLE, String.valueOf(e.getCause()));
        } catch (IOException | RuntimeException e) {
            return new WriteResult.Unknown(String.valueOf(e), false);
        }
    }

    private byte[] post(String call, byte[] body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(line.resolve(call))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return answered(request);
    }

    private byte[] answered(HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            return response.body();
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new NotConnected(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void listen() {
        long seen = -1;
        while (!closed) {
            try {
                HttpRequest request = HttpRequest.newBuilder(URI.create(line + "events?" + seen))
                        .timeout(PATIENCE)
                        .build();
                Wire.Events events = Wire.JSON.readValue(answered(request), Wire.Events.class);
                seen = events.upTo();
                events.rows().forEach(row -> listeners.forEach(listener -> listener.onOrderEvent(row)));
            } catch (IOException | RuntimeException e) {
                rest();
            }
        }
    }

    /** Before it listens again. */
    private void rest() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public Login login() {
        return new Login(true, "");
    }

    @Override
    public Subscription subscribe(OrderEventListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public BrokerProfile profile() {
        return profile;
    }

    @Override
    public void close() {
        closed = true;
        ear.interrupt();
    }
}
