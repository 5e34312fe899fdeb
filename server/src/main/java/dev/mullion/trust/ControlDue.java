package dev.mullion.trust;

/** Something happened that a promise speaks of: its probe runs within seconds, whenever it ran last. */
public record ControlDue(PromiseId promise) {}
