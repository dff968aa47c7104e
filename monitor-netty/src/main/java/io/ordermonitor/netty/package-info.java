/**
 * The WebSocket transport on Netty: pipeline, handshake, frames, and a {@code Connection} over a channel.
 * Event loops parse and hand over; nothing on them blocks.
 * An embedder uses this package with core alone, without the launcher.
 */
@NullMarked
package io.ordermonitor.netty;

import org.jspecify.annotations.NullMarked;
