package io.ordermonitor.netty;

import io.ordermonitor.store.Tokens;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * What the transport talks to.
 *
 * @param sessions takes connections
 * @param tokens says whom a token admits
 * @param site what is served over plain HTTP
 * @param blocking runs what may block; bounded by its owner
 * @param market the market clock, for timestamps of messages
 * @param wall the wall clock, for the expiry of tokens
 */
public record ServerPorts(
        Sessions sessions, Tokens tokens, HttpSite site, Executor blocking, Clock market, Clock wall) {
    public ServerPorts {
        Objects.requireNonNull(sessions, "sessions");
        Objects.requireNonNull(tokens, "tokens");
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(blocking, "blocking");
        Objects.requireNonNull(market, "market");
        Objects.requireNonNull(wall, "wall");
    }
}
