package io.ordermonitor.netty.server.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A browser tab: the JDK's own WebSocket client, which keeps everything that it is told. */
public final class Tab implements WebSocket.Listener {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<JsonNode> received = new ArrayList<>();
    private final StringBuilder part = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    public static Tab open(HttpClient client, JsonNode ready, long userId) {
        String token = ready.get("tokens").get(Long.toString(userId)).asString();
        return open(client, ready, userId, token);
    }

    public static Tab open(HttpClient client, JsonNode ready, long userId, String token) {
        Tab tab = new Tab();
        URI page = URI.create(ready.get("url").asString());
        client.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .subprotocols("monitor.v1")
                .buildAsync(URI.create("ws://" + page.getAuthority() + "/ws/" + userId), tab)
                .join();
        return tab;
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        part.append(data);
        if (last) {
            received.add(JSON.readTree(part.toString()));
            part.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        closed.completeExceptionally(error);
    }

    public int closeCode() throws Exception {
        return closed.get(60, TimeUnit.SECONDS);
    }

    synchronized List<JsonNode> all() {
        return List.copyOf(received);
    }

    List<JsonNode> all(String type) {
        return all().stream()
                .filter(message -> message.get("type").asString().equals(type))
                .toList();
    }

    /** Updates of orders, in the order in which they came. */
    public List<JsonNode> updates(Predicate<JsonNode> which) {
        return all("order_update").stream().filter(which).toList();
    }

    static Instant at(JsonNode message) {
        return Instant.parse(message.get("timestamp").asString());
    }
}
