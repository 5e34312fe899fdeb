/**
 * Who pays the synthetic company for what: the one list that both its subscriptions at Stripe and its invoices in Xero
 * are made of.
 *
 * <p>Not here: any vendor's shape of them.
 */
@NullMarked
package dev.mullion.sandbox.customers;

import org.jspecify.annotations.NullMarked;
