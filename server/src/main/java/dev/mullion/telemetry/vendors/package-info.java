/**
 * The shipped catalogue of businesses that sell software and infrastructure: what they are called, and what for. Not
 * here: any workspace's own suppliers.
 */
@NamedInterface("vendors")
@NullMarked
package dev.mullion.telemetry.vendors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
