package io.ordermonitor.netty;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What is served over plain HTTP beside the WebSocket: exact paths and what stands there. Immutable.
 *
 * <pre>{@code
 * HttpSite site = HttpSite.dashboard("", database::isReachable).with("/metrics", this::scrape);
 * }</pre>
 */
public final class HttpSite {
    private static final String PAGE = "/io/ordermonitor/netty/server/page/";
    private static final String PLAIN = "text/plain; charset=utf-8";

    private final Map<String, Place> places;

    private HttpSite(Map<String, Place> places) {
        this.places = Map.copyOf(places);
    }

    /** Nothing but {@code /healthz}. */
    public static HttpSite empty() {
        return new HttpSite(Map.of("/healthz", Place.fixed(Content.text(200, "ok\n"))));
    }

    /**
     * The page, {@code /healthz} and {@code /readyz}.
     *
     * @param notice what the page says above all else; "": nothing
     * @param ready true while the server can serve
     */
    public static HttpSite dashboard(String notice, BooleanSupplier ready) {
        Map<String, Place> all = new HashMap<>(empty().places);
        all.put("/", Place.fixed(resource("index.html", "text/html; charset=utf-8")));
        all.put("/monitor.css", Place.fixed(resource("monitor.css", "text/css; charset=utf-8")));
        all.put("/monitor.js", Place.fixed(resource("monitor.js", "text/javascript; charset=utf-8")));
        all.put("/favicon.svg", Place.fixed(resource("favicon.svg", "image/svg+xml")));
        all.put("/notice.txt", Place.fixed(Content.text(200, notice)));
        return new HttpSite(all)
                .with(
                        "/readyz",
                        () -> ready.getAsBoolean() ? Content.text(200, "ready\n") : Content.text(503, "not ready\n"));
    }

    /** This site with one more place, whose content is asked for on the blocking executor at each request. */
    public HttpSite with(String path, Supplier<Content> content) {
        if (!path.startsWith("/") || path.startsWith("/ws/")) {
            throw new IllegalArgumentException("a path begins with / and is not below /ws/: '" + path + "'");
        }
        Map<String, Place> all = new HashMap<>(places);
        all.put(path, new Place(content, false));
        return new HttpSite(all);
    }

    Optional<Place> at(String path) {
        return Optional.ofNullable(places.get(path));
    }

    private static Content resource(String name, String type) {
        try (InputStream in = HttpSite.class.getResourceAsStream(PAGE + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + PAGE + name);
            }
            return new Content(200, type, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + PAGE + name, e);
        }
    }

    /** Content of a path; fixed content is answered on the event loop. */
    record Place(Supplier<Content> content, boolean isFixed) {
        static Place fixed(Content content) {
            return new Place(() -> content, true);
        }
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param type the Content-Type
     * @param body not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Content(int status, String type, byte[] body) {
        public Content {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(body, "body");
        }

        /** Plain text. */
        public static Content text(int status, String text) {
            return new Content(status, PLAIN, text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
