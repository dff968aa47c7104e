/**
 * What is said over the wire: sealed messages out and in, and the one codec between them and JSON.
 * A message is a value and knows nothing of connections; it is encoded once and the bytes are shared.
 * JSON types stay inside this package and appear in no signature that others use.
 */
@NullMarked
package io.ordermonitor.message;

import org.jspecify.annotations.NullMarked;
