/**
 * The peer of {@code sync}: a program of its own that reads the same account with Stripe's SDK and saves it with Spring
 * Data JPA. Not here: what measures it.
 */
@NullMarked
package dev.mullion.bench.sync.jpa;

import org.jspecify.annotations.NullMarked;
