package dev.mullion.requests;

import dev.mullion.tenancy.Actor;

/**
 * What tells one request from another.
 *
 * @param actor the person or token that sent it
 * @param address path and query as they were sent
 * @param mediaType of the body; empty without one
 * @param digest SHA-256 of the body in hexadecimal digits
 */
public record Asked(Actor actor, String method, String address, String mediaType, String digest) {}
