package dev.mullion.probes;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.Connections.Endpoint;
import dev.mullion.loopback.Visitor;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Webhook endpoints of the canaries, made at first use; they stay. */
@Component
class CanaryHooks {

    /** Of the kind that is counted and not kept. */
    private static final String BODY = "{\"zen\":\"a canary\"}";

    private final Workspaces workspaces;
    private final Connections connections;

    CanaryHooks(Workspaces workspaces, Connections connections) {
        this.workspaces = workspaces;
        this.connections = connections;
    }

    Endpoint of(Workspace workspace) {
        return of(workspace, 1).getFirst();
    }

    /** So many of one workspace. */
    List<Endpoint> of(Workspace workspace, int wanted) {
        return workspaces.within(workspace.id(), () -> {
            List<Endpoint> found = connections.list().stream()
                    .filter(link -> link.kind() == Connection.Kind.ENDPOINT && link.takes())
                    .limit(wanted)
                    .map(link -> connections.endpoint(link.id()))
                    .collect(Collectors.toCollection(ArrayList::new));
            while (found.size() < wanted) {
                found.add(connections.addEndpoint(Actor.system("probes")));
            }
            return found;
        });
    }

    /** Posts as GitHub does to say that a hook was made. */
    static int ping(Visitor visitor, Endpoint hook) {
        return visitor.ask(
                        "POST",
                        "/hooks/github/" + hook.key(),
                        BODY,
                        "Content-Type",
                        "application/json",
                        "X-GitHub-Event",
                        "ping",
                        "X-GitHub-Delivery",
                        UUID.randomUUID().toString(),
                        "X-Hub-Signature-256",
                        "sha256=" + signature(hook.secret()))
                .status();
    }

    private static String signature(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(BODY.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }
}
