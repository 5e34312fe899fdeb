/**
 * What each page shows, as texts that are ready to print with the machine's value beside them. Public because templates
 * are compiled into another package. Not here: where the values come from (controllers), and how they look (templates).
 */
@NullMarked
package dev.mullion.web.view;

import org.jspecify.annotations.NullMarked;
