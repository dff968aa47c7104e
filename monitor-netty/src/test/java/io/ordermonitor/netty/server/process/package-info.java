/**
 * The real server, a real PostgreSQL and the exchange, each a process of its own, of which the server and the database
 * are killed, stopped and cut off at random. What stands in the exchange's books is the judge.
 */
package io.ordermonitor.netty.server.process;
