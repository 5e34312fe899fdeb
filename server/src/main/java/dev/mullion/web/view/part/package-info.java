/**
 * The parts that pages are put together from; each has one template and a story on the design page. Not here: charts,
 * which have a package of their own.
 */
@NullMarked
package dev.mullion.web.view.part;

import org.jspecify.annotations.NullMarked;
