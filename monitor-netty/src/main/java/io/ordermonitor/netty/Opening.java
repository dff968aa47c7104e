package io.ordermonitor.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.ordermonitor.connection.Resume;
import io.ordermonitor.order.UserIds;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request for {@code /ws/{user_id}} asks for: a pure reading of its head.
 *
 * @param key the handshake's key
 * @param resume where the client was; null if it does not ask to resume
 * @param token the token it brought; null if none
 * @param tokenInQuery true if a token stands in the query string, where it ends in logs
 * @param protocolOffered true if the subprotocol is to be confirmed
 */
record Opening(
        long userId,
        String key,
        @Nullable Resume resume,
        @Nullable String token,
        boolean tokenInQuery,
        boolean protocolOffered) {
    static final String PATH = "/ws/";
    static final String PROTOCOL = "monitor.v1";
    private static final String BEARER = "bearer.";
    private static final String COOKIE = "monitor_token";
    private static final Pattern SINCE = Pattern.compile("0|[1-9][0-9]{0,15}");
    private static final Pattern EPOCH = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    /** Either an opening, or the HTTP status and sentence that refuse it. */
    sealed interface Reading {
        record Good(Opening opening) implements Reading {}

        record Bad(int status, String why) implements Reading {}
    }

    /** Reads the head of a GET whose path begins with {@link #PATH}. */
    static Reading of(HttpRequest request, String target, List<String> allowedOrigins) {
        HttpHeaders headers = request.headers();
        QueryStringDecoder uri = new QueryStringDecoder(target);
        String name = uri.rawPath().substring(PATH.length());
        if (name.indexOf('/') >= 0) {
            return new Reading.Bad(404, "nothing is here");
        }
        OptionalLong userId = UserIds.parse(name);
        if (userId.isEmpty()) {
            return new Reading.Bad(400, "the user id must be a whole number from 1 to 2^53-1");
        }
        Optional<Reading> notUpgrade = handshakeFault(request);
        if (notUpgrade.isPresent()) {
            return notUpgrade.get();
        }
        List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
        if (origins.size() > 1 || (origins.size() == 1 && !isAllowed(origins.get(0), headers, allowedOrigins))) {
            return new Reading.Bad(403, "this origin is not allowed (server.allowed-origins)");
        }
        Map<String, List<String>> query;
        try {
            query = uri.parameters();
        } catch (IllegalArgumentException e) {
            return new Reading.Bad(400, "the query string is not well-formed");
        }
        boolean resumes = query.containsKey("since") || query.containsKey("epoch");
        Optional<Resume> resume = resume(query);
        if (resumes && resume.isEmpty()) {
            return new Reading.Bad(400, "resume with since=<seq>&epoch=<epoch>, each once");
        }
        List<String> offered = tokens(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL));
        return new Reading.Good(new Opening(
                userId.getAsLong(),
                headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY).strip(),
                resume.orElse(null),
                token(headers, offered, !origins.isEmpty()).orElse(null),
                query.keySet().stream().anyMatch(Opening::namesToken),
                offered.contains(PROTOCOL)));
    }

    private static Optional<Reading> handshakeFault(HttpRequest request) {
        HttpHeaders headers = request.headers();
        boolean upgrades = headers.containsValue(HttpHeaderNames.UPGRADE, "websocket", true)
                && headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)
                && request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        if (!upgrades) {
            return Optional.of(new Reading.Bad(426, "this is a WebSocket: ask for an upgrade over HTTP/1.1"));
        }
        if (!"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return Optional.of(new Reading.Bad(426, "Sec-WebSocket-Version must be 13"));
        }
        List<String> keys = headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        return keys.size() == 1 && isKey(keys.get(0).strip())
                ? Optional.empty()
                : Optional.of(new Reading.Bad(400, "Sec-WebSocket-Key must be 16 bytes in base64"));
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isAllowed(String origin, HttpHeaders headers, List<String> allowed) {
        for (String one : allowed) {
            boolean same = one.equals(ServerSettings.SAME_HOST)
                    ? isSameHost(origin, headers.get(HttpHeaderNames.HOST))
                    : one.equalsIgnoreCase(origin);
            if (same) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSameHost(String origin, @Nullable String host) {
        if (host == null) {
            return false;
        }
        return origin.equalsIgnoreCase("http://" + withoutPort(host, ":80"))
                || origin.equalsIgnoreCase("https://" + withoutPort(host, ":443"));
    }

    /** A browser leaves the scheme's own port out of an origin. */
    private static String withoutPort(String host, String port) {
        return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
    }

    /** However it is written: a token that was put into an address by mistake must not seem to work. */
    private static boolean namesToken(String parameter) {
        String name = parameter.strip();
        return name.equalsIgnoreCase("token") || name.equalsIgnoreCase("access_token");
    }

    private static Optional<Resume> resume(Map<String, List<String>> query) {
        List<String> since = query.getOrDefault("since", List.of());
        List<String> epoch = query.getOrDefault("epoch", List.of());
        if (since.size() != 1 || epoch.size() != 1) {
            return Optional.empty();
        }
        boolean good = SINCE.matcher(since.get(0)).matches()
                && EPOCH.matcher(epoch.get(0)).matches();
        return good ? Optional.of(new Resume(Long.parseLong(since.get(0)), epoch.get(0))) : Optional.empty();
    }

    private static List<String> tokens(List<String> values) {
        return values.stream()
                .flatMap(value -> Pattern.compile(",").splitAsStream(value))
                .map(String::strip)
                .toList();
    }

    /** Authorization first, then an offered subprotocol, then (for pages only) the cookie. */
    private static Optional<String> token(HttpHeaders headers, List<String> offered, boolean fromPage) {
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.of(authorization.substring(7).strip());
        }
        Optional<String> asProtocol = offered.stream()
                .filter(protocol -> protocol.startsWith(BEARER))
                .map(protocol -> protocol.substring(BEARER.length()))
                .findFirst();
        if (asProtocol.isPresent() || !fromPage) {
            return asProtocol;
        }
        return headers.getAll(HttpHeaderNames.COOKIE).stream()
                .flatMap(header -> ServerCookieDecoder.STRICT.decode(header).stream())
                .filter(cookie -> cookie.name().equals(COOKIE))
                .map(Cookie::value)
                .findFirst();
    }

    /** Never shows the token. */
    @Override
    public String toString() {
        return "Opening[user=" + userId + ", resume=" + resume + "]";
    }
}
