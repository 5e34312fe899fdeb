/**
 * Takes imports into a workspace, each whole or not at all, and keeps their receipts. Not here: how they are read
 * (connectors) and who may import (the surfaces).
 */
@NamedInterface("imports")
@NullMarked
package dev.mullion.ingest.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
