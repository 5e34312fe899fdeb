package dev.mullion.web.view.part;

/** One thing that is known of what a page is about, under its name. */
public record Detail(String name, Cell value) {}
