/**
 * The contract of each port as an abstract test class.
 * Whoever implements a port inherits the class, supplies an instance, and gets every test.
 * Our own fakes and our own adapters pass the same ones.
 */
@NullMarked
package io.ordermonitor.testkit.contract;

import org.jspecify.annotations.NullMarked;
