package io.ordermonitor.netty.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ordermonitor.netty.TokenIssuer;
import io.ordermonitor.netty.server.Connected;
import io.ordermonitor.netty.server.DatabasePlace;
import io.ordermonitor.netty.server.demo.DemoProcess;
import io.ordermonitor.netty.server.demo.Tab;
import io.ordermonitor.order.Account;
import io.ordermonitor.store.Inputs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The packaged server on an embedded database, with made-up prices around the clock. */
class ServeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SETTINGS = """
            server: {port: 0}
            database: {folder: data}
            monitoring: {initial-delay: 1s, interval: 5s}
            hours: {calendar: always}
            brokers: {paper: {prices: walk}}
            """;
    private static final String SUBMIT = """
            insert into order_request (user_id, account_id, kind, request_key, instrument, side, product, quantity,
                entry_type, entry_limit_price, sl_stop_price, target_price, strategy, created_at)
            values (1, 1, 'SUBMIT', 'it', 'NSECM:11915-A', 'BUY', 'NRML', 10, 'LIMIT', 95, 80, 103, 'it', now())""";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void anOrderBySqlIsProtectedAndOutlivesAStopAndAKill() throws Exception {
        Path config = Files.writeString(folder.resolve("monitor.yaml"), SETTINGS);
        try (DemoProcess first = serve(config)) {
            JsonNode ready = first.line();
            Connected database = Connected.to(new DatabasePlace.Folder(folder.resolve("data")));
            assertThat(database.server())
                    .hasValueSatisfying(
                            holder -> assertThat(holder.node().pid()).isEqualTo(first.pid()));
            Tab tab = Tab.open(client, ready, 1, prepare(database));
            insert(database);
            await().atMost(PATIENCE)
                    .until(() -> !tab.updates(ServeIT::hasLiveStop).isEmpty());
            assertThat(first.log()).contains("account 2 names the broker kite, and the settings have no brokers.kite");
            refusesASecond(config, first.pid());
            assertThat(get(ready, "/readyz")).isEqualTo(200);
            first.terminate();
            assertThat(first.exitCode()).isEqualTo(143);
            assertThat(tab.closeCode()).isEqualTo(1012);
            assertThat(first.log()).contains("lease given back").doesNotContain("Exception", "WARN");
        }
        try (DemoProcess second = serve(config)) {
            second.line();
            awaitLoop(second);
            second.kill();
        }
        try (DemoProcess third = serve(config)) {
            third.line();
            awaitLoop(third);
            assertThat(third.log()).contains("lease taken");
        }
    }

    private DemoProcess serve(Path config) throws Exception {
        return DemoProcess.start(folder, "serve", "--config", config.toString(), "--json");
    }

    /** An account on paper and one that no profile fits; a token of their owner. */
    private static String prepare(Connected database) {
        Inputs inputs = database.stores(ZoneId.of("Asia/Kolkata")).inputs();
        inputs.saveAccount(account(1, "paper"));
        inputs.saveAccount(account(2, "kite"));
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        return new TokenIssuer(database.stores(ZoneId.of("Asia/Kolkata")).tokens()).issue(1, tomorrow);
    }

    private static Account account(long id, String broker) {
        return new Account(id, 1, broker, "IT" + id, true, Account.Mode.ARMED, Account.ExitMode.BOTH);
    }

    private static void insert(Connected database) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SUBMIT);
        }
    }

    private static boolean hasLiveStop(JsonNode update) {
        return update.get("details")
                .get("legs")
                .path("sl")
                .path("status")
                .asString("")
                .equals("WORKING");
    }

    private void refusesASecond(Path config, long holder) throws Exception {
        try (DemoProcess second = serve(config)) {
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.rest()).isEmpty();
            assertThat(second.log())
                    .contains("this database is served by another process: pid " + holder + " on host ", " since ")
                    .contains("IST; stop it, or give this one another database")
                    .containsPattern("port [0-9]+ bound, starting: clients are told to come back")
                    .doesNotContain("\tat ", "listening", "serves at", "serving");
        }
    }

    private int get(JsonNode ready, String path) throws Exception {
        URI uri = URI.create(ready.get("url").asString()).resolve(path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Nobody connects: the user is monitored because he is exposed. */
    private static void awaitLoop(DemoProcess process) {
        await().atMost(PATIENCE).until(() -> process.log().contains("loop started user=1"));
    }
}
