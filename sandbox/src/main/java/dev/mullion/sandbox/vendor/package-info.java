/**
 * What all vendors on loopback have in common: a question, a reply, a place where one falls silent. Not here: any
 * vendor's own words.
 */
@NullMarked
package dev.mullion.sandbox.vendor;

import org.jspecify.annotations.NullMarked;
