package io.ordermonitor.store;

import java.time.Instant;
import java.util.Optional;

/** Access tokens of users, as SHA-256 hashes only. */
public interface Tokens {
    /** Stores a token's hash. */
    void save(String sha256Hex, long userId, Instant expiresAt);

    /** Who a token belongs to, expired or not. */
    Optional<Grant> find(String sha256Hex);

    /** Ends a token. */
    void revoke(String sha256Hex);

    /** Ends all tokens of a user; returns how many there were, expired ones included. */
    int revokeAll(long userId);

    /** Whom a token admits, and until when, by the wall clock. */
    record Grant(long userId, Instant expiresAt) {}
}
