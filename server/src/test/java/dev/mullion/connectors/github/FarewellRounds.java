package dev.mullion.connectors.github;

import dev.mullion.TestServer;
import dev.mullion.connectors.InstallationEndings.Try;
import dev.mullion.tenancy.WorkspaceId;

/** What the clock has done about installations that end once a minute, done now. */
public final class FarewellRounds {

    private FarewellRounds() {}

    public static void now(TestServer server) {
        server.bean(InstallationFarewells.class).round();
    }

    /** One try that was taken before goes on. */
    public static void make(TestServer server, WorkspaceId workspace, Try one) {
        server.bean(InstallationFarewells.class).make(workspace, one);
    }
}
