package dev.mullion.bench.audit;

import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.MullionServer;

/**
 * Where the contenders write: beside Mullion's own tables one that its door serves too, and copies without isolation.
 */
final class Tables {

    private static final String COLUMNS = """
            at timestamptz not null,
            action text not null check (length(action) <= 80),
            actor text not null check (length(actor) <= 200),
            subject text not null check (length(subject) <= 200),
            detail text not null check (length(detail) <= 500)""";

    private Tables() {}

    static void make(Database database) {
        database.execute(
                MullionServer.DATABASE,
                "set role mullion_owner",
                // In one transaction: a table without its policies is refused.
                """
                do $make$
                begin
                    create table mullion.plain_event (
                        workspace_id uuid not null references mullion.workspace (id), id uuid not null, %s,
                        primary key (workspace_id, id));
                    perform mullion.protect('mullion.plain_event', array['insert']);
                end
                $make$
                """.formatted(COLUMNS));
        // Mullion's own rules would refuse what the others need: tenant data outside its schema.
        database.execute(
                MullionServer.DATABASE,
                "alter event trigger mullion_schema_rules disable",
                "create role " + ByHand.ROLE + " login password '" + ByHand.PASSWORD + "'",
                "alter role " + ByHand.ROLE + " set search_path = " + ByHand.ROLE,
                "grant connect on database " + MullionServer.DATABASE + " to " + ByHand.ROLE,
                "create schema " + ByHand.ROLE,
                "grant usage on schema " + ByHand.ROLE + " to " + ByHand.ROLE,
                "create table peer.label (like mullion.label including all)",
                """
                create table peer.plain_event (workspace_id uuid not null, id uuid not null, %s, primary key (workspace_id, id))
                """.formatted(COLUMNS),
                """
                create table peer.chain_event (
                    workspace_id uuid not null, index bigint not null, hash bytea not null, %s,
                    primary key (workspace_id, index))
                """.formatted(COLUMNS),
                "grant select, insert on all tables in schema peer to peer");
    }
}
