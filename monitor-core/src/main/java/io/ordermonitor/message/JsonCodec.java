package io.ordermonitor.message;

import java.io.ByteArrayOutputStream;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * The one translation between messages and the JSON of the wire. Thread-safe; one is enough.
 *
 * <pre>{@code
 * byte[] utf8 = codec.encode(message, OptionalLong.of(17));
 * ClientMessage asked = codec.parse("{\"type\":\"ping\"}");
 * }</pre>
 */
public final class JsonCodec {
    private static final int USUAL_BYTES = 512;

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(64)
                    .maxNameLength(256)
                    .maxStringLength(64 * 1024)
                    .build())
            .build();

    /** The message as UTF-8 JSON. {@code seq} is written where the message is tracked. */
    public byte[] encode(Message message, OptionalLong seq) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = factory.createGenerator(ObjectWriteContext.empty(), out)) {
            new MessageWriter(json).write(message, seq);
        }
        return out.toByteArray();
    }

    /** What a client's text says. Never throws: what is not valid is said by {@link ClientMessage.Invalid}. */
    public ClientMessage parse(String text) {
        try (JsonParser json = factory.createParser(ObjectReadContext.empty(), text)) {
            ClientMessageReader reader = new ClientMessageReader(json);
            try {
                return reader.read();
            } catch (StreamConstraintsException e) {
                return reader.broken("TOO_LONG", "a name, number or string is too long");
            } catch (JacksonException e) {
                return reader.broken("NOT_JSON", "the message is not valid JSON");
            }
        }
    }
}
