package dev.mullion.cli;

import dev.mullion.identity.Declined;
import dev.mullion.identity.EmailAddress;
import dev.mullion.identity.OneTimeLink;
import dev.mullion.identity.Permissions;
import dev.mullion.identity.PersonId;
import dev.mullion.identity.Profile;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "person",
        mixinStandardHelpOptions = true,
        description = "People and their way in.",
        subcommands = {
            PersonCommands.Add.class,
            PersonCommands.Change.class,
            PersonCommands.Remove.class,
            PersonCommands.Erase.class,
            PersonCommands.Link.class
        })
final class PersonCommands {

    @Command(
            name = "add",
            description = "Makes somebody a member of a workspace.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion person add ada@example.com --workspace sample --permissions engineering:read"})
    static final class Add implements OperatorCommand {

        @Mixin
        private MemberOptions member = new MemberOptions();

        @Option(
                names = "--permissions",
                required = true,
                paramLabel = "LIST",
                description = "for example engineering:read,audit:read")
        private String permissions = "";

        @Option(names = "--name", description = "what others read; the part before the @ where it is left out")
        private @Nullable String name;

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = member.workspace(operator);
            PersonId person = Operator.valid(() -> operator.membership()
                    .people()
                    .add(found.id(), profile(), Permissions.parse(permissions), Actor.OPERATOR));
            console.out().println(person);
            console.err().println("now: bin/mullion person link " + member.email());
            return ExitCode.OK;
        }

        private Profile profile() {
            String email = member.email();
            return new Profile(new EmailAddress(email), name == null ? email.split("@", 2)[0] : name);
        }
    }

    @Command(
            name = "permissions",
            description = "Replaces what a member may do, from their next request on.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion person permissions ada@example.com --workspace sample --permissions audit:read"
            })
    static final class Change implements OperatorCommand {

        @Mixin
        private MemberOptions member = new MemberOptions();

        @Option(
                names = "--permissions",
                required = true,
                paramLabel = "LIST",
                description = "all that they may do from now on, for example engineering:read,audit:read")
        private String permissions = "";

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = member.workspace(operator);
            Permissions next = Operator.valid(() -> Permissions.parse(permissions));
            PersonId person = operator.ofMember(
                    found,
                    member.email(),
                    (people, id) -> people.changePermissions(found.id(), id, next, Actor.OPERATOR));
            console.out().println(person + "  " + next);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "remove",
            description = "Ends a membership. Their tokens here are revoked; other workspaces are untouched.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion person remove ada@example.com --workspace sample"})
    static final class Remove implements OperatorCommand {

        @Mixin
        private MemberOptions member = new MemberOptions();

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = member.workspace(operator);
            console.out()
                    .println(operator.ofMember(
                            found, member.email(), (people, id) -> people.remove(found.id(), id, Actor.OPERATOR)));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "erase",
            description =
                    "Takes a person's name, address and what was told of them out of a workspace and its log; who is a"
                            + " member is none afterwards.",
            mixinStandardHelpOptions = true,
            footer = {"", "  bin/mullion person erase ada@example.com --workspace sample"})
    static final class Erase implements OperatorCommand {

        @Mixin
        private MemberOptions member = new MemberOptions();

        @Override
        public ExitCode run(Console console, Operator operator) {
            Workspace found = member.workspace(operator);
            var erased = new AtomicInteger();
            PersonId person = operator.ofFormerMember(
                    found,
                    member.email(),
                    id -> erased.set(operator.membership().forgetting().forget(found.id(), id, Actor.OPERATOR)));
            console.out().println(person);
            console.err()
                    .println("name, address and the details of " + erased
                            + " events are gone; the hashes of the log stay");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "link",
            description = "Prints a sign-in link that works once, within 15 minutes.",
            mixinStandardHelpOptions = true)
    static final class Link implements OperatorCommand {

        @Parameters(paramLabel = "EMAIL")
        private String email = "";

        @Override
        public ExitCode run(Console console, Operator operator) {
            EmailAddress address = Operator.valid(() -> new EmailAddress(email));
            OneTimeLink link;
            try {
                link = operator.membership().signIn().link(address, Actor.OPERATOR);
            } catch (Declined e) {
                throw new CommandFailed(ExitCode.NOT_FOUND, String.valueOf(e.getMessage()), "nothing was changed");
            }
            console.out().println(link.address());
            console.err().println("works once, until " + link.expiresAt());
            return ExitCode.OK;
        }
    }
}
