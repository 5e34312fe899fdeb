/** What opening a secret costs, beside the ciphers alone. */
@NullMarked
package dev.mullion.bench.secret;

import org.jspecify.annotations.NullMarked;
