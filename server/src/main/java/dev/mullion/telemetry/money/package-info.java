/**
 * Amounts of money: minor units, a currency, and how vendors count them. Not here: rates, which a workspace gives
 * (finance); nothing here converts one currency to another.
 */
@NamedInterface("money")
@NullMarked
package dev.mullion.telemetry.money;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
