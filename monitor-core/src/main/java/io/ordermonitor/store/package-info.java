/**
 * What is kept: one small port for each aggregate, with set-based methods.
 * The ports speak in values of the order package and throw one unchecked exception when the store fails.
 * Callers hold no transaction open while they talk to a broker.
 */
@NullMarked
package io.ordermonitor.store;

import org.jspecify.annotations.NullMarked;
