package dev.mullion.cli;

import dev.mullion.tenancy.Workspace;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Somebody in a workspace: an e-mail address and where. */
final class MemberOptions {

    @Parameters(paramLabel = "EMAIL")
    private String email = "";

    @Mixin
    private WorkspaceOption workspace = new WorkspaceOption();

    /** As it was typed. */
    String email() {
        return email;
    }

    /**
     * The one of this name.
     *
     * @throws CommandFailed when there is none
     */
    Workspace workspace(Operator operator) {
        return workspace.of(operator);
    }
}
