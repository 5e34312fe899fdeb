package dev.mullion.connectors.xero;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.connectors.Manifest;
import dev.mullion.egress.Endpoint.Method;
import org.junit.jupiter.api.Test;

class XeroManifestTest {

    private final Manifest manifest = XeroManifest.manifest();

    /** Apps made since March 2026 are given granular scopes alone; a set with an old one is refused whole. */
    @Test
    void asksForTheGranularScopesOfReadingAndNoMore() {
        assertThat(XeroManifest.scopes())
                .containsExactly(
                        "offline_access",
                        "accounting.settings.read",
                        "accounting.invoices.read",
                        "accounting.payments.read");
        assertThat(manifest.asks()).allSatisfy(scope -> assertThat(scope.why()).isNotBlank());
    }

    @Test
    void findsWhateverOfAGrantGoesBeyondIt() {
        String asked = String.join(" ", XeroManifest.scopes());

        assertThat(manifest.broader(XeroManifest.granted(asked))).isEmpty();
        assertThat(manifest.missing(XeroManifest.granted(asked))).isEmpty();
        assertThat(manifest.broader(
                        XeroManifest.granted(asked + " accounting.invoices accounting.contacts.read openid")))
                .containsExactly("accounting.contacts:read", "accounting.invoices:write", "openid:write");
        assertThat(manifest.missing(XeroManifest.granted("offline_access accounting.settings.read")))
                .containsExactly("accounting.invoices:read", "accounting.payments:read");
    }

    @Test
    void changesNothingAtXeroButConsents() {
        assertThat(manifest.reach().endpoints())
                .filteredOn(endpoint -> endpoint.method() != Method.GET)
                .containsExactlyInAnyOrder(XeroManifest.TOKEN, XeroManifest.REVOKE, XeroManifest.UNLINK);
    }

    @Test
    void knowsWhereDaysBegin() {
        assertThat(WindowsZones.of("NEWZEALANDSTANDARDTIME")).hasToString("Pacific/Auckland");
        assertThat(WindowsZones.of("EASTERNSTANDARDTIME")).hasToString("America/New_York");
        assertThat(WindowsZones.of("MADEUPTIME")).hasToString("Z");
        assertThat(WindowsZones.all()).hasSizeGreaterThan(130);
    }
}
