package dev.mullion.demo;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.KeyPastes;
import dev.mullion.connectors.KeyVendors;
import dev.mullion.connectors.consent.CodeFlow;
import dev.mullion.connectors.consent.ConsentInstallations;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.connectors.github.InstallationClaimed;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Connects the sample company to the vendors that are played for it, by the ways that everybody goes: a key is pasted,
 * and a person is sent to a page of consent and comes back with a code.
 */
@Component
class VendorLinks {

    private static final Logger LOG = LoggerFactory.getLogger(VendorLinks.class);
    private static final Actor PERSON = Actor.OPERATOR;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Workspaces workspaces;
    private final Connections connections;
    private final KeyVendors vendors;
    private final KeyPastes keys;
    private final Consents consents;
    private final ConsentInstallations installations;
    private final CountDownLatch installed = new CountDownLatch(1);
    private volatile @Nullable WorkspaceId sample;

    VendorLinks(
            Workspaces workspaces,
            Connections connections,
            KeyVendors vendors,
            KeyPastes keys,
            Consents consents,
            ConsentInstallations installations) {
        this.workspaces = workspaces;
        this.connections = connections;
        this.vendors = vendors;
        this.keys = keys;
        this.consents = consents;
        this.installations = installations;
    }

    /** Installs the App at GitHub, where that was not done at an earlier start, and waits until it is judged. */
    void install(Workspace sample, Stage stage) {
        this.sample = sample.id();
        boolean isDone =
                workspaces.within(sample.id(), () -> connections.list().stream().anyMatch(VendorLinks::isInstalled));
        if (isDone) {
            return;
        }
        CodeFlow github = consents.flow("github").orElseThrow();
        URI page = workspaces.within(sample.id(), () -> consents.begin(github, sample.slug(), PERSON));
        Map<String, String> query = query(stage.consent(page));
        byte[] code = query.getOrDefault("code", "").getBytes(StandardCharsets.UTF_8);
        try {
            workspaces.within(sample.id(), () -> {
                consents.answered(github, query.getOrDefault("state", ""), PERSON, code)
                        .ifPresent(id ->
                                installations.named(id, Long.parseLong(query.getOrDefault("installation_id", ""))));
                return true;
            });
            if (!installed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("GitHub did not say within {} who owns the installation", PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Arrays.fill(code, (byte) 0);
        }
    }

    /** The number under which GitHub delivers; another one where somebody connected it anew. */
    long installation(Workspace sample) {
        return workspaces.within(
                sample.id(),
                () -> connections.list().stream()
                        .filter(VendorLinks::isInstalled)
                        .flatMap(connection -> Stream.ofNullable(connection.installation()))
                        .findFirst()
                        .orElse(Stage.INSTALLATION));
    }

    private static boolean isInstalled(Connection connection) {
        return connection.kind() == Connection.Kind.APP && !connection.endedHere();
    }

    @EventListener
    void installed(InstallationClaimed claimed) {
        if (claimed.workspace().equals(sample)) {
            LOG.info("The sample company was shown to own its installation at GitHub");
            installed.countDown();
        }
    }

    /** Xero is consented to at every start: a vendor that was started anew knows none of the tokens it gave out. */
    void connect(Workspace sample, Stage stage) {
        this.sample = sample.id();
        workspaces.within(sample.id(), () -> {
            if (connections.list().stream().noneMatch(VendorLinks::isStripe)) {
                keys.connect(
                        vendors.of("stripe").orElseThrow(),
                        Stage.STRIPE_KEY.getBytes(StandardCharsets.US_ASCII),
                        PERSON);
            }
            return true;
        });
        stage.visit(workspaces.within(sample.id(), () -> consents.begin(xero(), sample.slug(), PERSON)));
    }

    private static boolean isStripe(Connection connection) {
        return connection.connector().equals("stripe") && !connection.endedHere();
    }

    private CodeFlow xero() {
        return consents.flow("xero").orElseThrow();
    }

    /** The vendor sent the person back. */
    void back(Workspace sample, URI address) {
        Map<String, String> query = query(address);
        byte[] code = query.getOrDefault("code", "").getBytes(StandardCharsets.UTF_8);
        try {
            boolean isTaken = workspaces.within(
                    sample.id(),
                    () -> consents.answered(xero(), query.getOrDefault("state", ""), PERSON, code)
                            .isPresent());
            LOG.info(isTaken ? "The sample company consented at Xero" : "The consent at Xero came back too late");
        } finally {
            Arrays.fill(code, (byte) 0);
        }
    }

    private static Map<String, String> query(URI address) {
        return Stream.of(address.getRawQuery().split("&"))
                .map(each -> each.split("=", 2))
                .collect(Collectors.toMap(each -> each[0], each -> URLDecoder.decode(each[1], StandardCharsets.UTF_8)));
    }
}
