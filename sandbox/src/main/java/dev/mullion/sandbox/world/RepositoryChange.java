package dev.mullion.sandbox.world;

import dev.mullion.sandbox.world.Repository.Face;
import java.time.Instant;

/** Something that happens to a repository itself. */
public sealed interface RepositoryChange {

    Instant at();

    /** The word the vendor uses for it. */
    String action();

    default Face before(Face lasting) {
        return lasting;
    }

    default Face after(Face lasting) {
        return lasting;
    }

    record Created(Instant at) implements RepositoryChange {
        @Override
        public String action() {
            return "created";
        }
    }

    record Renamed(Instant at, String formerName) implements RepositoryChange {
        @Override
        public String action() {
            return "renamed";
        }

        @Override
        public Face before(Face lasting) {
            return new Face(formerName, lasting.isPrivate(), lasting.archived());
        }
    }

    record Privatized(Instant at) implements RepositoryChange {
        @Override
        public String action() {
            return "privatized";
        }

        @Override
        public Face after(Face lasting) {
            return new Face(lasting.name(), true, lasting.archived());
        }
    }

    record Archived(Instant at) implements RepositoryChange {
        @Override
        public String action() {
            return "archived";
        }

        @Override
        public Face after(Face lasting) {
            return new Face(lasting.name(), lasting.isPrivate(), true);
        }
    }
}
