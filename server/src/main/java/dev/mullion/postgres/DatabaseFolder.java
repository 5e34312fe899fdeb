package dev.mullion.postgres;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the embedded database keeps its files, for checks that search them; empty where the database is somebody
 * else's.
 */
public record DatabaseFolder(Optional<Path> path) {}
