package dev.mullion;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.mullion.keys.DerivedKey;
import dev.mullion.vault.Secret;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the code may not do with ciphers, secrets and chance, wherever it stands. Each rule is tried on who breaks it.
 */
class CryptographyRulesTest {

    /** A cipher has the state of one message: of two threads in one, the second writes into the first one's text. */
    static final ArchRule NO_CIPHER_IS_SHARED = noFields()
            .should(hold(Set.of(
                    "javax.crypto.Cipher",
                    "javax.crypto.Mac",
                    "javax.crypto.KDF",
                    "javax.crypto.KeyAgreement",
                    "java.security.Signature",
                    "dev.mullion.keys.SealedBox$Cipher")))
            .because("each message has a cipher of its own, in a local variable");

    static final ArchRule NO_EARLY_EXIT = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.mullion.keys..",
                    "dev.mullion.vault..",
                    "dev.mullion.ingest..",
                    "dev.mullion.identity..",
                    "dev.mullion.tenancy..",
                    "dev.mullion.api..",
                    "dev.mullion.trust..",
                    "dev.mullion.connectors",
                    "dev.mullion")
            .and()
            .haveSimpleNameNotEndingWith("MarkerSearch")
            .and()
            .doNotHaveFullyQualifiedName("dev.mullion.vault.StoredSecrets")
            .should()
            .callMethodWhere(comparesBytesUntilTheyDiffer())
            .because("MessageDigest.isEqual takes as long wherever the two differ; what only searches is named here");

    static final ArchRule CHANCE_IS_THE_SYSTEMS = noClasses()
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "seeds, or chooses, a source of chance",
                    call -> isOf(call, SecureRandom.class)
                            && Set.of("setSeed", "getInstance", "getInstanceStrong")
                                    .contains(call.getName())))
            .orShould()
            .callConstructor(SecureRandom.class, byte[].class)
            .because("the operating system is asked, through Java's default, and nobody else");

    static final ArchRule PROVIDERS_STAY = noClasses()
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "changes who provides cryptography",
                    call -> isOf(call, Security.class)
                            && Set.of("addProvider", "insertProviderAt", "removeProvider", "setProperty")
                                    .contains(call.getName())))
            .because("a provider in front of Java's own would be asked for everything");

    /** What is older has weaknesses that were published. */
    private static final int[] LEAST = {1, 85, 2};

    @Test
    @Attack("secrets-9")
    void noCipherIsShared() {
        NO_CIPHER_IS_SHARED.check(ArchitectureTest.PRODUCTION);
        refuses(NO_CIPHER_IS_SHARED, SharesACipher.class);
        refuses(NO_CIPHER_IS_SHARED, LendsMacs.class);
    }

    @Test
    @Attack("secrets-17")
    void secretsAreComparedInConstantTime() {
        NO_EARLY_EXIT.check(ArchitectureTest.PRODUCTION);
        refuses(NO_EARLY_EXIT, StopsAtTheFirstDifference.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.mullion.vault.Secret",
                "dev.mullion.keys.DerivedKey",
                "dev.mullion.keys.WorkspaceKeys",
                "dev.mullion.keys.SealedBox",
                "dev.mullion.ingest.Signature",
                "dev.mullion.identity.TokenSecrets",
                "dev.mullion.identity.OneTimeLinks",
                "dev.mullion.trust.Seals",
                "dev.mullion.api.Seals"
            })
    @Attack("secrets-17")
    void whatIsPresentedIsComparedByTheOneMethod(String type) {
        assertThat(ArchitectureTest.PRODUCTION.get(type).getMethodCallsFromSelf().stream()
                        .map(call -> call.getTarget().getFullName()))
                .anyMatch(name -> name.startsWith(MessageDigest.class.getName() + ".isEqual("));
    }

    /** A method that takes a secret and says whether it is the same is there for everybody who would write one. */
    @Test
    @Attack("secrets-17")
    void nobodyNeedsToTakeASecretApartToCompareIt() {
        assertThat(Stream.of(Secret.class, DerivedKey.class)
                        .flatMap(type -> Arrays.stream(type.getMethods()))
                        .filter(method -> method.getReturnType().equals(boolean.class))
                        .map(method -> method.getName()))
                .contains("matches", "verifies");
    }

    @Test
    @Attack("secrets-32")
    void chanceIsTheOperatingSystems() {
        CHANCE_IS_THE_SYSTEMS.check(ArchitectureTest.PRODUCTION);
        refuses(CHANCE_IS_THE_SYSTEMS, SeedsByHand.class);
        refuses(CHANCE_IS_THE_SYSTEMS, StartsFromASeed.class);
    }

    @Test
    @Attack("secrets-32")
    void javasOwnProvidersComeFirstOnARunningServer() {
        PROVIDERS_STAY.check(ArchitectureTest.PRODUCTION);
        refuses(PROVIDERS_STAY, PutsAProviderInFront.class);

        assertThat(TestServer.shared().context().isActive()).isTrue();
        assertThat(Security.getProviders()).extracting(Provider::getName).startsWith("SUN");
        assertThat(Security.getProvider("BC")).isNull();
    }

    /** Asked of what is on the class path, which is never made a provider. */
    @Test
    @Attack("secrets-32")
    void bouncyCastleIsNotOlderThanItsLastRepair() {
        String version = new BouncyCastleProvider().getVersionStr();

        int[] parts =
                Stream.of(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
        assertThat(Arrays.compare(parts, LEAST)).as("bcprov " + version).isNotNegative();
    }

    private static void refuses(ArchRule rule, Class<?> type) {
        assertThatThrownBy(() -> rule.check(new ClassFileImporter().importClasses(type)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(type.getSimpleName());
    }

    private static ArchCondition<JavaField> hold(Set<String> types) {
        return new ArchCondition<>("hold what is of one message alone") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                boolean held = field.getType().getAllInvolvedRawTypes().stream()
                        .map(JavaClass::getName)
                        .anyMatch(types::contains);
                events.add(new SimpleConditionEvent(field, held, field.getDescription()));
            }
        };
    }

    private static DescribedPredicate<JavaCall<?>> comparesBytesUntilTheyDiffer() {
        return DescribedPredicate.describe(
                "compares bytes until they differ",
                call -> (isOf(call, Arrays.class)
                                && Set.of("equals", "compare", "mismatch", "deepEquals")
                                        .contains(call.getName())
                                && call.getTarget()
                                        .getRawParameterTypes()
                                        .get(0)
                                        .isEquivalentTo(byte[].class))
                        || (isOf(call, ByteBuffer.class)
                                && Set.of("equals", "compareTo", "mismatch").contains(call.getName())));
    }

    private static boolean isOf(JavaAccess<?> access, Class<?> type) {
        return access.getTargetOwner().isEquivalentTo(type);
    }

    @SuppressWarnings("unused")
    private static final class SharesACipher {
        private static final ThreadLocal<Cipher> CIPHER = new ThreadLocal<>();
    }

    @SuppressWarnings("unused")
    private record LendsMacs(Queue<Mac> idle) {}

    @SuppressWarnings("unused")
    private static final class StopsAtTheFirstDifference {
        static boolean same(byte[] one, byte[] other) {
            return Arrays.equals(one, other);
        }
    }

    @SuppressWarnings("unused")
    private static final class SeedsByHand {
        static void seed() {
            new SecureRandom().setSeed(42);
        }
    }

    @SuppressWarnings("unused")
    private static final class StartsFromASeed {
        static SecureRandom from(byte[] seed) {
            return new SecureRandom(seed);
        }
    }

    @SuppressWarnings("unused")
    private static final class PutsAProviderInFront {
        static void put(Provider provider) {
            Security.insertProviderAt(provider, 1);
        }
    }
}
