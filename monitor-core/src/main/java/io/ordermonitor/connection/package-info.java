/**
 * Who is connected: {@code WebSocketManager} keeps the connections of each user, sends to them and says why one
 * was ended.
 * A transport implements the port {@code Connection}; no type of a network library is known here.
 * What a user was told lately is kept in a small ring per user, so that a client which returns can ask for what
 * it missed.
 */
@NullMarked
package io.ordermonitor.connection;

import org.jspecify.annotations.NullMarked;
