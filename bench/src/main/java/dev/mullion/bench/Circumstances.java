package dev.mullion.bench;

import java.nio.file.Path;
import java.time.Clock;

/**
 * Where and how a benchmark runs.
 *
 * @param root the project's root
 * @param full the long form, where there is one
 */
public record Circumstances(Path root, boolean full, Clock clock, Progress progress) {}
