package dev.mullion.sandbox.world;

import java.time.Instant;

/** Something that a vendor would send one delivery for. */
public sealed interface Event {

    Instant at();

    Repository repository();

    Person actor();

    /** The vendor's name for the event, as its header says it. */
    String name();

    /** Tells events of the same kind and second apart; with them it makes the delivery's id. */
    long key();

    record PullRequestStepped(PullRequest pullRequest, int step) implements Event {
        public Step what() {
            return pullRequest.steps().get(step);
        }

        @Override
        public Instant at() {
            return what().at();
        }

        @Override
        public Repository repository() {
            return pullRequest.repository();
        }

        @Override
        public Person actor() {
            return what().actor();
        }

        @Override
        public String name() {
            return what().kind().event();
        }

        @Override
        public long key() {
            return pullRequest.id() * 1_000 + step;
        }
    }

    /** A push to a branch that no pull request exists for. */
    record BranchPushed(Repository repository, Person actor, Instant at, long branch, int commits, boolean created)
            implements Event {
        @Override
        public String name() {
            return "push";
        }

        @Override
        public long key() {
            return repository.id() * 1_000_003 + branch;
        }
    }

    record Tagged(Repository repository, Person actor, Instant at, String tag, boolean deleted) implements Event {
        @Override
        public String name() {
            return "push";
        }

        @Override
        public long key() {
            return repository.id() * 31 + tag.hashCode() + (deleted ? 1 : 0);
        }
    }

    record RepositoryChanged(Repository repository, Person actor, RepositoryChange change) implements Event {
        @Override
        public Instant at() {
            return change.at();
        }

        @Override
        public String name() {
            return "repository";
        }

        @Override
        public long key() {
            return repository.id() + 1;
        }
    }

    /** An event that a receiver of engineering facts has no use for. */
    record Starred(Repository repository, Person actor, Instant at) implements Event {
        @Override
        public String name() {
            return "star";
        }

        @Override
        public long key() {
            return repository.id() + 2;
        }
    }

    record Pinged(Repository repository, Person actor, Instant at) implements Event {
        @Override
        public String name() {
            return "ping";
        }

        @Override
        public long key() {
            return repository.id() + 3;
        }
    }
}
