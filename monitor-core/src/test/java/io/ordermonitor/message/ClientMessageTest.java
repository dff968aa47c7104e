package io.ordermonitor.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientMessageTest {
    private final JsonCodec codec = new JsonCodec();

    private ClientMessage parse(String withSingleQuotes) {
        return codec.parse(withSingleQuotes.replace('\'', '"'));
    }

    @Test
    void aPingMayHaveAnId() {
        assertThat(parse("{'type':'ping'}")).isEqualTo(new ClientMessage.Ping(null));
        assertThat(parse("{'type':'ping','id':null}")).isEqualTo(new ClientMessage.Ping(null));
        assertThat(parse(" {'id':'a' , 'type':'ping'} ")).isEqualTo(new ClientMessage.Ping(new RequestId.Text("a")));
        assertThat(parse("{'type':'ping','id':-9007199254740991}"))
                .isEqualTo(new ClientMessage.Ping(new RequestId.Numeric(-9007199254740991L)));
    }

    @Test
    void aSnapshotIsAskedFor() {
        assertThat(parse("{'type':'get_snapshot','id':3}"))
                .isEqualTo(new ClientMessage.GetSnapshot(new RequestId.Numeric(3)));
    }

    @Test
    void aTokenIsBroughtAndNeverShown() {
        ClientMessage message = parse("{'type':'refresh_token','token':'secret-1'}");
        assertThat(message).isEqualTo(new ClientMessage.RefreshToken("secret-1"));
        assertThat(message.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                       | NOT_JSON",
                "{                                        | NOT_JSON",
                "{'type':'ping'} x                        | NOT_JSON",
                "{'type':'ping'}{}                        | NOT_JSON",
                "{type:'ping'}                            | NOT_JSON",
                "{'type':'ping',}                         | NOT_JSON",
                "{'type':'ping','id':NaN}                 | NOT_JSON",
                "{'type':'ping','id':01}                  | NOT_JSON",
                "/*c*/{'type':'ping'}                     | NOT_JSON",
                "[]                                       | NOT_AN_OBJECT",
                "'ping'                                   | NOT_AN_OBJECT",
                "null                                     | NOT_AN_OBJECT",
                "7                                        | NOT_AN_OBJECT",
                "{'type':'ping','x':[[[[1]]]]}            | TOO_DEEP",
                "{}                                       | MISSING_FIELD",
                "{'id':1}                                 | MISSING_FIELD",
                "{'type':'refresh_token'}                 | MISSING_FIELD",
                "{'type':'order'}                         | UNKNOWN_TYPE",
                "{'type':'PING'}                          | UNKNOWN_TYPE",
                "{'type':'ping','x':1}                    | UNKNOWN_FIELD",
                "{'type':'ping','token':'t'}              | UNKNOWN_FIELD",
                "{'type':'refresh_token','token':'t','id':1} | UNKNOWN_FIELD",
                "{'type':'ping','type':'ping'}            | DUPLICATE_FIELD",
                "{'type':'ping','id':1,'id':2}            | DUPLICATE_FIELD",
                "{'type':'ping','id':null,'id':2}         | DUPLICATE_FIELD",
                "{'type':7}                               | WRONG_VALUE",
                "{'type':null}                            | WRONG_VALUE",
                "{'type':'ping','id':1.0}                 | WRONG_VALUE",
                "{'type':'ping','id':1e400}               | WRONG_VALUE",
                "{'type':'ping','id':''}                  | WRONG_VALUE",
                "{'type':'ping','id':{}}                  | WRONG_VALUE",
                "{'type':'ping','id':true}                | WRONG_VALUE",
                "{'type':'ping','id':9007199254740992}    | WRONG_VALUE",
                "{'type':'ping','id':99999999999999999999999999} | WRONG_VALUE",
                "{'type':'ping','id':'\\ud83d'}           | WRONG_VALUE",
                "{'type':'refresh_token','token':7}       | WRONG_VALUE",
            },
            quoteCharacter = '~')
    void whatIsNotValidIsNamed(String text, String code) {
        String sent = "''".equals(text) ? "" : text;
        assertThat(parse(sent)).isInstanceOfSatisfying(ClientMessage.Invalid.class, invalid -> {
            assertThat(invalid.code()).isEqualTo(code);
            assertThat(invalid.message()).isNotBlank();
        });
    }

    @Test
    void hugeNumbersNamesAndStringsAreRefused() {
        assertThat(parse("{'type':'ping','id':" + "9".repeat(5_000) + "}")).isInstanceOf(ClientMessage.Invalid.class);
        assertThat(parse("{'" + "n".repeat(5_000) + "':1}")).isInstanceOf(ClientMessage.Invalid.class);
        assertThat(parse("{'type':'ping','id':'" + "n".repeat(65) + "'}")).isInstanceOf(ClientMessage.Invalid.class);
        assertThat(parse("[".repeat(8_000))).isInstanceOf(ClientMessage.Invalid.class);
        assertThat(parse("{'x':" + "[".repeat(8_000))).isInstanceOf(ClientMessage.Invalid.class);
    }

    @Test
    void anInvalidMessageKeepsTheIdWhereverItStood() {
        assertThat(parse("{'x':1,'type':'ping','id':'q'}"))
                .isInstanceOfSatisfying(
                        ClientMessage.Invalid.class,
                        invalid -> assertThat(invalid.id()).isEqualTo(new RequestId.Text("q")));
    }
}
