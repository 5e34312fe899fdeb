package dev.mullion.web.view.chart;

/** A line across the plot and its label. */
public record Tick(String y, String label) {}
