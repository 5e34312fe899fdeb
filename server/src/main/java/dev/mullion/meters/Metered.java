package dev.mullion.meters;

import java.util.List;

/**
 * Something of this server that has figures. Asked at every scrape, so it answers from memory or by one small
 * statement; what it throws costs its own figures and no others. Labels are words of the program, never a workspace's
 * name or id.
 */
public interface Metered {

    List<Meter> meters();
}
