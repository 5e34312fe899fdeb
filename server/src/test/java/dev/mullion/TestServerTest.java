package dev.mullion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.connectors.github.GitHubBodies;
import dev.mullion.tenancy.Workspace;
import org.junit.jupiter.api.Test;

/** That the other tests stand on firm ground. */
class TestServerTest {

    private final TestServer server = TestServer.shared();

    @Test
    void takesASignedDeliveryAndRefusesOneWithAnotherSecret() {
        Workspace workspace = server.newWorkspace();
        TestServer.Hook hook = server.endpoint(workspace);
        byte[] body = GitHubBodies.bytes(GitHubBodies.pullRequest("opened"));

        assertThat(server.deliver(hook, "pull_request", body).statusCode()).isEqualTo(200);
        TestServer.Hook forged = new TestServer.Hook(hook.id(), hook.url(), "another secret");
        assertThat(server.deliver(forged, "pull_request", body).statusCode()).isEqualTo(401);
    }

    @Test
    void sendsStrangersToTheSignedOutPage() {
        var answer = server.get("/w/nobody");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).hasValue("/signed-out");
    }
}
