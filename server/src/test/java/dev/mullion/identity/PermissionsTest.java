package dev.mullion.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.identity.Permission.Domain;
import dev.mullion.identity.Permission.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionsTest {

    @Test
    void readsAListInAnyOrderAndWritesItInOne() {
        Permissions permissions = Permissions.parse(" signals:manage , engineering:read");

        assertThat(permissions).hasToString("engineering:read,signals:manage");
        assertThat(Permissions.parse(permissions.toString())).isEqualTo(permissions);
    }

    @Test
    void namesEveryWrongKeyAtOnce() {
        assertThatThrownBy(() -> Permissions.parse("engineering:write,finance:read,Hiring:read,,root"))
                .hasMessageContaining("'engineering:write', 'Hiring:read', '', 'root'")
                .hasMessageContaining("settings");
    }

    @ParameterizedTest
    @EnumSource
    void grantsEachDomainIndependently(Domain domain) {
        Permissions manages = Permissions.of(Permission.manage(domain));
        Permissions reads = Permissions.of(Permission.read(domain));

        for (Domain other : Domain.values()) {
            for (Level level : Level.values()) {
                Permission needed = new Permission(other, level);
                assertThat(manages.allows(needed)).isEqualTo(other == domain);
                assertThat(reads.allows(needed)).isEqualTo(other == domain && level == Level.READ);
                assertThat(Permissions.none().allows(needed)).isFalse();
                assertThat(Permissions.all().allows(needed)).isTrue();
            }
        }
    }

    @Test
    void coversWhatIsNotMore() {
        Permissions manager = Permissions.parse("engineering:manage,audit:read");

        assertThat(manager.cover(Permissions.parse("engineering:read"))).isTrue();
        assertThat(manager.cover(Permissions.none())).isTrue();
        assertThat(manager.cover(Permissions.parse("engineering:read,audit:manage")))
                .isFalse();
    }

    @Test
    void grantsNothingForAKeyOfANewerVersion() {
        assertThat(Permissions.stored("payroll:read,risk:read")).hasToString("risk:read");
        assertThat(Permissions.stored("")).isEqualTo(Permissions.none());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a@",
                "@b",
                "a b@c.example",
                "a@b@c",
                "\u212aim@example.com",
                "a@ex\u0430mple.com",
                "a\n@b.example"
            })
    void refusesAnAddressThatIsNoneOrFoldsOntoAnother(String text) {
        assertThatThrownBy(() -> new EmailAddress(text)).hasMessageContaining("name@example.com");
    }

    @Test
    void knowsAnAddressInAnyCaseAndPrintsNone() {
        assertThat(new EmailAddress(" Kim@Example.COM ")).isEqualTo(new EmailAddress("kim@example.com"));
        assertThat(new Profile(new EmailAddress("kim@example.com"), "Kim")).hasToString("[redacted profile]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\u202eb", "a\nb", "a\u200bb", "a\u0000b"})
    void refusesANameThatReadsAsAnother(String text) {
        assertThatThrownBy(() -> new Profile(new EmailAddress("kim@example.com"), text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
