/**
 * Charts as geometry: numbers become rectangles and paths here, so that the templates only print them. Drawn on the
 * server, they need no script and no inline style. Not here: colours, which belong to the style sheet.
 */
@NullMarked
package dev.mullion.web.view.chart;

import org.jspecify.annotations.NullMarked;
