package dev.mullion.trust;

/** A promise that was broken is kept again, or in part, as its probe saw. */
public record ControlRecovered(PromiseId promise, Verdict now) {}
