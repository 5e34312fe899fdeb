/**
 * Reads what is imported because it has no connector: bills of infrastructure and tasks of compliance, as JSON or as
 * comma-separated values, by one list of columns for both. Everything that is wrong is said at once, by row and column,
 * and nothing that was sent is repeated. Not here: who may import, and how facts are kept.
 */
@NamedInterface("imported")
@NullMarked
package dev.mullion.connectors.imported;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
