package dev.mullion.cli;

import dev.mullion.tenancy.Workspace;
import picocli.CommandLine.Option;

/** The workspace that a command is about. */
final class WorkspaceOption {

    @Option(names = "--workspace", required = true, paramLabel = "SLUG")
    private String slug = "";

    /** As it was typed. */
    String slug() {
        return slug;
    }

    /**
     * The one of this name.
     *
     * @throws CommandFailed when there is none
     */
    Workspace of(Operator operator) {
        return operator.workspace(slug);
    }
}
