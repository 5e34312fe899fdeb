/**
 * The HTTP side of identity: who is calling, what strangers may see, forms from elsewhere, how often, and the headers
 * of every answer. Not here: pages and operations (web, api), and any decision on a workspace (the doorway makes
 * those).
 */
@NamedInterface("http")
@NullMarked
package dev.mullion.identity.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
