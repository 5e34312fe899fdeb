/** Which addresses of the internet are nobody's public host. Not here: names, and how they are resolved. */
@NullMarked
package dev.mullion.egress.address;

import org.jspecify.annotations.NullMarked;
