package dev.mullion.identity;

import java.time.Instant;

/** A session that was just opened, with the token that its cookie carries. */
public record Session(SessionId id, PersonId person, Instant expiresAt, Credential token) {}
