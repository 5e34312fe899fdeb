/**
 * Answers programs and browsers as Xero does, for the endpoints that Mullion declares: consent, codes, tokens that are
 * used once, organisations and their books, with Xero's limits, errors and worse.
 *
 * <p>Not here: any other vendor.
 */
@NullMarked
package dev.mullion.sandbox.xero;

import org.jspecify.annotations.NullMarked;
