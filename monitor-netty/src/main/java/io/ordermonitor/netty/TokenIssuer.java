package io.ordermonitor.netty;

import io.ordermonitor.store.Tokens;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;

/** Makes and ends access tokens. A token is shown once: only its hash is stored. Thread-safe. */
public final class TokenIssuer {
    private static final int BYTES = 32;

    private final Tokens tokens;
    private final SecureRandom random = new SecureRandom();

    public TokenIssuer(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * A new random token of a user; base64url without padding. Blocking.
     *
     * @param expiresAt by the wall clock
     */
    public String issue(long userId, Instant expiresAt) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        tokens.save(TokenCheck.sha256Hex(token), userId, expiresAt);
        return token;
    }

    /** Ends a token; false if it is not known. Blocking. */
    public boolean revoke(String token) {
        String hash = TokenCheck.sha256Hex(token);
        if (tokens.find(hash).isEmpty()) {
            return false;
        }
        tokens.revoke(hash);
        return true;
    }
}
