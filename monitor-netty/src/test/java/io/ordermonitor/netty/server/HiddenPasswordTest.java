package io.ordermonitor.netty.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No failure on the way to a database shows what its URL or the environment keeps secret. */
class HiddenPasswordTest {
    /** Nobody listens there. */
    private static final String NOWHERE = "jdbc:postgresql://127.0.0.1:1/d";

    private static String everything(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h/d?password=hush%",
                "jdbc:postgresql://h/hush%2",
                "jdbc:postgresql://h:99999/d?password=hush",
                "jdbc:postgresql://h:0/d?password=hush",
                "jdbc:postgresql://h:hush/d",
                "jdbc:postgresql://u:hush@h/d",
                "jdbc:postgresql://u:hush@h",
                "jdbc:postgresql://h?password=hush",
                "jdbc:postgresql://h/d?pass word=hush",
                "jdbc:postgresql://h,/d?password=hush",
                "jdbc:postgresql:/hush",
                "jdbc:postgresql://h/d/hush",
                "jdbc:postgresql:?service=hush",
                "postgresql://u:hush@h/d",
                "hush",
            })
    void aUrlThatCannotBeReadIsNotShown(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatabasePlace.Server(url, null, null))
                .withMessageStartingWith("the URL of the database cannot be used: ")
                .satisfies(failure -> assertThat(everything(failure)).doesNotContain("hush"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:monitor",
                "jdbc:postgresql:",
                "jdbc:postgresql://db.example.com/monitor",
                "jdbc:postgresql://one:5432,two:5433/monitor?targetServerType=primary",
                "jdbc:postgresql://[::1]:5432/monitor?user=a&password=p%25%40&ssl",
                "jdbc:postgresql:///monitor",
                "jdbc:postgresql://h/my%20database",
            })
    void aUrlThatTheDriverReadsIsTaken(String url) {
        assertThat(org.postgresql.Driver.parseURL(url, null)).isNotNull();
        assertThat(new DatabasePlace.Server(url, null, null)).asString().doesNotContain("p%25", "?");
    }

    @Test
    void aPlaceShowsNeitherPasswordNorOptions() {
        DatabasePlace place = new DatabasePlace.Server(NOWHERE + "?password=hush&ApplicationName=mine", "u", "hushed");
        assertThat(place).hasToString("Server[url=" + NOWHERE + "]");
        assertThat(new PostgresSource((DatabasePlace.Server) place, Map.of()))
                .hasToString("PostgresSource[" + NOWHERE + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?password=hush", "?sslmode=hush", "?socketTimeout=hush", "?sslmode=hush&password=x"})
    void aDatabaseThatIsNotReachedIsSaidWithoutItsOptions(String options) {
        DatabasePlace place = new DatabasePlace.Server(NOWHERE + options, "somebody", "hush-hush");
        for (Throwable failure : new Throwable[] {
            catchThrowable(() -> Database.open(place, 4, ZoneOffset.UTC)),
            catchThrowable(() -> Database.migrated(place, 4, ZoneOffset.UTC)),
            catchThrowable(() -> Database.migrate(place, ZoneOffset.UTC)),
            catchThrowable(() -> Connected.to(place))
        }) {
            assertThat(failure)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the database cannot be reached: ")
                    .hasMessageContaining("Look at its URL, user and password.");
            assertThat(everything(failure)).doesNotContain("hush");
        }
    }

    @Test
    void aPasswordThatTheDriverRepeatsIsStarred() {
        DatabasePlace.Server place = new DatabasePlace.Server(NOWHERE + "?sslmode=verify-hush", null, "verify-hush");
        assertThat(catchThrowable(() -> new PostgresSource(place, Map.of()).getConnection()))
                .hasMessageContaining("***")
                .hasNoCause();
    }
}
