package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Stands beside every test: fails the one in which a route left something else in the log than it says. */
public final class RecordedExtension implements AfterEachCallback, AfterAllCallback {

    @Override
    public void afterEach(ExtensionContext context) {
        requireAgreement();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        requireAgreement();
    }

    private static void requireAgreement() {
        assertThat(RecordedTally.takeDisagreements())
                .as("what routes left in the log, against what they say")
                .isEmpty();
    }
}
