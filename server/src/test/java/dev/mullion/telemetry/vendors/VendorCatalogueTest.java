package dev.mullion.telemetry.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendorCatalogueTest {

    private final VendorCatalogue catalogue = VendorCatalogue.shipped();

    @Test
    void hasHundredsOfBusinessesWithANameADomainAndACategory() {
        assertThat(catalogue.all()).hasSizeGreaterThanOrEqualTo(400).allSatisfy(vendor -> {
            assertThat(vendor.name()).isNotBlank();
            assertThat(vendor.domain()).contains(".");
            assertThat(vendor.category()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Amazon Web Services EMEA SARL | aws",
                "AWS | aws",
                "Slack Technologies Limited | slack",
                "GitHub, Inc. | github",
                "DATADOG INC | datadog",
                "Atlassian Pty Ltd | atlassian",
                "stripe.com | stripe",
                "1Password | 1password",
                "O'Reilly Media, Inc. | oreilly",
                "Hetzner Online GmbH | hetzner"
            })
    void findsABusinessByTheWaysItIsWritten(String name, String id) {
        assertThat(catalogue.named(name)).get().extracting(Vendor::id).isEqualTo(id);
    }

    /** A supplier may be a person: what is not wholly a known name is nobody. */
    @ParameterizedTest
    @CsvSource({
        "Notion Smith",
        "Linear Algebra Tutors",
        "Somebody Madeup",
        "Mercury Rising Catering",
        "''",
        "!!!",
        "Ramp Builders"
    })
    void takesNobodyElseForOne(String name) {
        assertThat(catalogue.named(name)).isEmpty();
    }
}
