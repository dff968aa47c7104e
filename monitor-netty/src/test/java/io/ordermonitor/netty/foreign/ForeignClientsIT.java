package io.ordermonitor.netty.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.ordermonitor.netty.server.demo.DemoProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients that others wrote, against the packaged server on the demo's day. */
@Tag("foreign")
class ForeignClientsIT {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path folder;

    private static @Nullable DemoProcess demo;
    private static JsonNode ready = JSON.nullNode();

    @BeforeAll
    static void start() throws Exception {
        for (ForeignClient client : ForeignClient.values()) {
            client.require(folder);
        }
        demo = DemoProcess.start(folder, "demo", "--json", "--port", "0", "--speed", "240");
        ready = demo.line();
    }

    @AfterAll
    static void stop() {
        if (demo != null) {
            demo.close();
        }
    }

    private static String token(long userId) {
        return ready.required("tokens").required(Long.toString(userId)).stringValue();
    }

    private static URI socket(long userId) {
        return URI.create(ready.required("url").stringValue().replaceFirst("^http", "ws") + "ws/" + userId);
    }

    private static List<JsonNode> messages(List<JsonNode> transcript) {
        return transcript.stream()
                .filter(seen -> seen.required("saw").stringValue().equals("message"))
                .map(seen -> JSON.readTree(seen.required("text").stringValue()))
                .toList();
    }

    private static Map<String, List<JsonNode>> byType(List<JsonNode> messages) {
        return messages.stream()
                .collect(Collectors.groupingBy(
                        message -> message.required("type").stringValue()));
    }

    private static String dayOf(JsonNode message) {
        return message.required("timestamp").stringValue().substring(0, 10);
    }

    private static JsonNode last(List<JsonNode> transcript) {
        return transcript.get(transcript.size() - 1);
    }

    @ParameterizedTest
    @EnumSource
    void aClientIsGreetedFirstToldWhatHappensAndAnswered(ForeignClient client) throws Exception {
        List<JsonNode> transcript = client.transcript(folder, socket(1), token(1), "talk");
        List<JsonNode> messages = messages(transcript);

        JsonNode greeting = messages.get(0);
        assertThat(greeting.required("type").stringValue()).isEqualTo("connection_established");
        assertThat(greeting.required("user_id").longValue()).isEqualTo(1);
        assertThat(greeting.required("connection_id").stringValue())
                .matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(greeting.required("timestamp").stringValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

        Map<String, List<JsonNode>> byType = byType(messages);
        assertThat(byType).containsKeys("order_update", "cycle_completed", "snapshot");
        assertThat(byType.get("order_update")).allSatisfy(update -> {
            assertThat(update.required("order_id").longValue()).isPositive();
            assertThat(update.required("seq").longValue()).isPositive();
            assertThat(update.required("details").required("legs").has("entry")).isTrue();
        });
        assertThat(byType.get("cycle_completed"))
                .allSatisfy(cycle -> assertThat(cycle.required("steps")).isNotEmpty());
        assertThat(byType.get("snapshot"))
                .singleElement()
                .satisfies(snapshot ->
                        assertThat(snapshot.required("orders").isArray()).isTrue());
        assertThat(byType.get("pong"))
                .extracting(pong -> pong.required("id").toString())
                .as("a message in three frames is one message")
                .containsExactly("7", "\"in pieces\"");
        assertThat(byType.get("pong"))
                .extracting(pong -> dayOf(pong))
                .as("every instant is the market's")
                .containsOnly(dayOf(greeting));
        assertThat(byType.get("error"))
                .extracting(error -> error.required("code").stringValue())
                .containsExactly("NOT_JSON");
    }

    @ParameterizedTest
    @EnumSource
    void theProtocolIsConfirmedAndCompressionIsNotAgreed(ForeignClient client) throws Exception {
        List<JsonNode> transcript = client.transcript(folder, socket(2), token(2), "talk");

        JsonNode open = transcript.get(0);
        assertThat(open.required("saw").stringValue()).isEqualTo("open");
        assertThat(open.required("protocol").stringValue()).isEqualTo("monitor.v1");
        assertThat(open.required("extensions").stringValue())
                .as("permessage-deflate was offered")
                .isEmpty();
        assertThat(transcript)
                .noneMatch(seen -> seen.has("binary") && seen.required("binary").booleanValue());
        assertThat(transcript)
                .filteredOn(seen -> seen.required("saw").stringValue().equals("control pong"))
                .singleElement()
                .satisfies(
                        pong -> assertThat(pong.required("text").stringValue()).isEqualTo("are you there"));
        assertThat(last(transcript).required("saw").stringValue()).isEqualTo("close");
        assertThat(last(transcript).required("code").intValue()).isEqualTo(1000);
    }

    @ParameterizedTest
    @EnumSource
    void aWrongTokenIsRefusedInWordsAndWithItsCode(ForeignClient client) throws Exception {
        assertRefused(client, "not-" + token(1), 1, 4401);
    }

    @ParameterizedTest
    @EnumSource
    void anotherUsersTokenIsRefusedInWordsAndWithItsCode(ForeignClient client) throws Exception {
        assertRefused(client, token(1), 2, 4403);
    }

    private static void assertRefused(ForeignClient client, String token, long userId, int code)
            throws IOException, InterruptedException {
        List<JsonNode> transcript = client.transcript(folder, socket(userId), token, "listen");
        Function<JsonNode, Integer> itsCode = seen -> seen.required("code").intValue();

        assertThat(messages(transcript)).singleElement().satisfies(rejected -> {
            assertThat(rejected.required("type").stringValue()).isEqualTo("connection_rejected");
            assertThat(itsCode.apply(rejected)).isEqualTo(code);
            assertThat(rejected.required("reason").stringValue()).isNotBlank();
        });
        assertThat(last(transcript).required("saw").stringValue()).isEqualTo("close");
        assertThat(itsCode.apply(last(transcript))).isEqualTo(code);
    }
}
