package io.ordermonitor.netty;

import io.ordermonitor.connection.CloseCodes;
import io.ordermonitor.store.StoreException;
import io.ordermonitor.store.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whom a token admits. Blocking: it asks the store. Thread-safe. */
final class TokenCheck {
    private static final Logger LOG = LoggerFactory.getLogger(TokenCheck.class);
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,512}");

    private final Tokens tokens;
    private final Clock wall;

    TokenCheck(Tokens tokens, Clock wall) {
        this.tokens = tokens;
        this.wall = wall;
    }

    /** Weighs a token that was brought for a user. */
    Verdict check(@Nullable String token, long userId) {
        if (token == null) {
            return new Verdict.Refused(
                    CloseCodes.NO_GOOD_TOKEN, "no token: send it as 'Authorization: Bearer' or subprotocol 'bearer.'");
        }
        if (!TOKEN.matcher(token).matches()) {
            return new Verdict.Refused(CloseCodes.NO_GOOD_TOKEN, "the token is not of the form of a token");
        }
        Optional<Tokens.Grant> found;
        try {
            found = tokens.find(sha256Hex(token));
        } catch (StoreException e) {
            LOG.warn("token cannot be checked user={} cause={}", userId, e.toString());
            return new Verdict.Refused(CloseCodes.FAILED, "tokens cannot be checked just now");
        }
        if (found.isEmpty()) {
            return new Verdict.Refused(CloseCodes.NO_GOOD_TOKEN, "the token is not known");
        }
        Tokens.Grant grant = found.get();
        if (!grant.expiresAt().isAfter(wall.instant())) {
            return new Verdict.Refused(CloseCodes.NO_GOOD_TOKEN, "the token has expired");
        }
        return grant.userId() == userId
                ? new Verdict.Admitted(grant.expiresAt())
                : new Verdict.Refused(CloseCodes.OTHERS_TOKEN, "the token is another user's");
    }

    /** The form in which the store keeps a token. */
    static String sha256Hex(String token) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    /** What came of it. */
    sealed interface Verdict {
        /** Good until then. */
        record Admitted(Instant until) implements Verdict {}

        /** Not good; the close code and the reason. */
        record Refused(int code, String reason) implements Verdict {}
    }
}
