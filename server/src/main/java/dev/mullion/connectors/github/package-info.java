/**
 * What Mullion keeps of GitHub's webhooks, event by event. Not here: how bodies are read (projection), received and
 * verified (ingest).
 */
@NamedInterface("github")
@NullMarked
package dev.mullion.connectors.github;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
