package dev.mullion.telemetry.views;

import dev.mullion.telemetry.finance.FinanceMetric;

/** What a number of finance means; a new version is another number. */
record Definition(String id, int version, String name, String definition) {

    static Definition of(FinanceMetric metric) {
        return new Definition(metric.id(), metric.version(), metric.name(), metric.definition());
    }
}
