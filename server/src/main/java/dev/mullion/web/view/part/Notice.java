package dev.mullion.web.view.part;

/** One sentence about what just happened, read out politely by screen readers. */
public record Notice(Tone tone, String text) {}
