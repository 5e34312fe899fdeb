/**
 * Reads a JSON body by an allow-list of paths in one streaming pass, and leaves nothing of the rest behind. Knows no
 * vendor and no fact: those are in the sub-package of each vendor.
 */
@NullMarked
package dev.mullion.connectors.projection;

import org.jspecify.annotations.NullMarked;
