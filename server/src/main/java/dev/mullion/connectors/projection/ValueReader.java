package dev.mullion.connectors.projection;

import tools.jackson.core.JsonParser;

/** Reads the value that the parser stands on, which is not null, or refuses it with the path. */
@FunctionalInterface
interface ValueReader {

    Object read(JsonParser parser, String path);
}
