package io.ordermonitor.message;

import io.ordermonitor.order.UserIds;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one client message, strictly. It goes on after a fault, so that the answer can carry the id. One use. */
final class ClientMessageReader {
    private static final int DEEPEST = 4;
    private static final int LONGEST_ID = 64;
    private static final int LONGEST_TOKEN = 512;

    private final JsonParser json;
    private ClientMessage.@Nullable Invalid fault;
    private @Nullable String type;
    private @Nullable String token;
    private @Nullable RequestId id;
    private boolean idSeen;
    private boolean tokenSeen;
    private @Nullable String unknownField;

    ClientMessageReader(JsonParser json) {
        this.json = json;
    }

    /** What the text says; a fault in its JSON throws Jackson's exceptions. */
    ClientMessage read() {
        JsonToken first = json.nextToken();
        if (first != JsonToken.START_OBJECT) {
            return first == null
                    ? new ClientMessage.Invalid("NOT_JSON", "the message is empty", null)
                    : new ClientMessage.Invalid("NOT_AN_OBJECT", "a message is one JSON object", null);
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            member(name, value);
            if (skipNested(value)) {
                return new ClientMessage.Invalid("TOO_DEEP", "a message is nested at most " + DEEPEST + " deep", id);
            }
        }
        if (json.nextToken() != null) {
            fault("NOT_JSON", "something follows the object");
        }
        return result();
    }

    /** What can be said of a message of which the rest could not be read. */
    ClientMessage.Invalid broken(String code, String message) {
        return new ClientMessage.Invalid(code, message, id);
    }

    private void member(String name, JsonToken value) {
        switch (name) {
            case "type" -> {
                if (once(name, type != null)) {
                    type = text(name, value, LONGEST_ID).orElse("");
                }
            }
            case "id" -> {
                if (once(name, idSeen)) {
                    idSeen = true;
                    id = id(value);
                }
            }
            case "token" -> {
                if (once(name, tokenSeen)) {
                    tokenSeen = true;
                    token = text(name, value, LONGEST_TOKEN).orElse(null);
                }
            }
            default -> {
                if (unknownField == null) {
                    unknownField = WireText.clean(name, LONGEST_ID);
                }
            }
        }
    }

    private boolean once(String name, boolean seen) {
        if (seen) {
            fault("DUPLICATE_FIELD", "'" + name + "' appears twice");
        }
        return !seen;
    }

    private Optional<String> text(String name, JsonToken value, int longest) {
        if (value == JsonToken.VALUE_STRING) {
            String read = json.getString();
            if (!read.isEmpty() && read.length() <= longest && isWhole(read)) {
                return Optional.of(read);
            }
        }
        fault("WRONG_VALUE", "'" + name + "' must be a string of 1 to " + longest + " characters");
        return Optional.empty();
    }

    private @Nullable RequestId id(JsonToken value) {
        if (value == JsonToken.VALUE_NULL) {
            return null;
        }
        if (value == JsonToken.VALUE_NUMBER_INT) {
            if (json.getStringLength() <= 17 && Math.abs(json.getLongValue()) <= UserIds.MAX) {
                return new RequestId.Numeric(json.getLongValue());
            }
        } else if (value == JsonToken.VALUE_STRING) {
            String read = json.getString();
            if (!read.isEmpty() && read.length() <= LONGEST_ID && isWhole(read)) {
                return new RequestId.Text(read);
            }
        }
        fault("WRONG_VALUE", "'id' must be a string of 1 to 64 characters, or an integer within 2^53");
        return null;
    }

    /** False if half a character was smuggled in by an escape: it could not be sent back. */
    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    /** Skips an object or array; true if it is too deep. */
    private boolean skipNested(JsonToken value) {
        int depth = value.isStructStart() ? 2 : 1;
        while (depth > 1) {
            JsonToken next = json.nextToken();
            if (next.isStructStart()) {
                depth++;
            } else if (next.isStructEnd()) {
                depth--;
            }
            if (depth > DEEPEST) {
                return true;
            }
        }
        return false;
    }

    private void fault(String code, String message) {
        if (fault == null) {
            fault = new ClientMessage.Invalid(code, message, null);
        }
    }

    private ClientMessage result() {
        if (fault != null) {
            return new ClientMessage.Invalid(fault.code(), fault.message(), id);
        }
        if (type == null) {
            return broken("MISSING_FIELD", "'type' is missing");
        }
        boolean refreshes = type.equals("refresh_token");
        if (!refreshes && !type.equals("ping") && !type.equals("get_snapshot")) {
            return broken("UNKNOWN_TYPE", "types are ping, get_snapshot and refresh_token");
        }
        String stranger = refreshes && idSeen ? "id" : !refreshes && tokenSeen ? "token" : unknownField;
        if (stranger != null) {
            return broken("UNKNOWN_FIELD", type + " has no field '" + stranger + "'");
        }
        if (refreshes) {
            return token == null
                    ? broken("MISSING_FIELD", "'token' is missing")
                    : new ClientMessage.RefreshToken(token);
        }
        return type.equals("ping") ? new ClientMessage.Ping(id) : new ClientMessage.GetSnapshot(id);
    }
}
