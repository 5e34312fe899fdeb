package dev.mullion.probes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.TestServer;
import dev.mullion.checks.Check;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KmsKey;
import dev.mullion.kms.FakeKms;
import dev.mullion.trust.PromiseId;
import dev.mullion.trust.Trust;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the probes say and leave where keys are in a key management service. */
@SuppressWarnings("NullAway.Init")
class CustomersKeysTest {

    private static final KmsKey KEY =
            new KmsKey("arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    private static final KmsKey OWN =
            new KmsKey("arn:aws:kms:eu-central-1:111122223333:key/5678abcd-12ab-34cd-56ef-1234567890ab");
    private static final String NOBODY = "no workspace's keys are held by its customer";

    private static FakeKms service;
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        System.setProperty("aws.accessKeyId", "AKIASANDBOXSANDBOX00");
        System.setProperty("aws.secretAccessKey", "of the sandbox");
        service = FakeKms.start();
        server = TestServer.startWithKms(service.address());
    }

    @AfterAll
    static void stop() {
        server.close();
        service.close();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void theOperatorsSightSaysWhetherACustomerHoldsKeys() {
        UUID workspace = server.newWorkspace().id().value();
        assertThat(sight()).contains(NOBODY);

        server.bean(KeyRing.class).sets().bind(workspace, KEY);
        assertThat(sight())
                .contains("a workspace whose keys its customer holds")
                .doesNotContain(NOBODY)
                .doesNotContain(workspace.toString());

        server.bean(KeyRing.class).sets().release(workspace);
        assertThat(sight()).contains(NOBODY);
    }

    @Test
    void lookingAtTheKeyLeavesNoClientOfTheServiceBehind() {
        KeyRing keys = server.bean(KeyRing.class);
        keys.masterRotation().rotateTo(keys.sets().source(OWN), _ -> {});
        int asked = service.calls();
        server.bean(KeyFile.class).run();
        assertThat(service.calls()).as("the service is asked").isGreaterThan(asked);
        long before = threadsOfTheSdk();

        for (int hour = 0; hour < 5; hour++) {
            assertThat(server.bean(KeyFile.class).run()).noneMatch(check -> check.outcome() == Check.Outcome.FAILED);
        }

        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (threadsOfTheSdk() > before && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(threadsOfTheSdk()).isLessThanOrEqualTo(before);
    }

    private static long threadsOfTheSdk() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sdk-"))
                .count();
    }

    /** As a stranger reads it. */
    private static String sight() {
        assertThat(server.bean(Trust.class).checkNow(new PromiseId("P50"))).isPresent();
        return server.get("/trust.json").body();
    }
}
