/**
 * The vendors that Mullion is for, and what each one's manifest declares, as programs read it. Not here: how one is
 * connected.
 */
@NamedInterface("catalogue")
@NullMarked
package dev.mullion.connectors.catalogue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
