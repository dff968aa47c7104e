/**
 * A broker that trades on paper: it accepts orders, fills them against given prices and keeps books like a real
 * one.
 * It serves for trying the system out without money, and for tests that need a broker which behaves.
 * Nothing outside the launcher and the tests knows it.
 */
@NullMarked
package io.ordermonitor.broker.paper;

import org.jspecify.annotations.NullMarked;
