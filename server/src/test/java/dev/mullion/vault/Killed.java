package dev.mullion.vault;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.audit.Checkpoints;
import dev.mullion.audit.KeyRotation;
import dev.mullion.keys.FileSource;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A process that appends, signs, publishes, stores and rotates all at once, says of each thing that it is done, and is
 * killed. A line that does not end in a dot was cut.
 */
final class Killed {

    static final int SECRETS = 30;
    static final SecretTerms TERMS = SecretTerms.vendorToken("api.vendor.example");

    private final Restarted.Place place;
    private final Restarted here;
    private final Workspaces workspaces;
    private final String round;

    private Killed(Restarted.Place place, Restarted here, String round) {
        this.place = place;
        this.here = here;
        this.workspaces = here.bean(Workspaces.class);
        this.round = round;
    }

    static void main(String[] words) {
        Restarted.Place place = Restarted.Place.read(words);
        var killed = new Killed(place, new Restarted(place), words[6]);
        say("ready");
        // A log without an event has no key to replace yet.
        killed.append("opening", 0);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Stream<Work> works = Stream.of(
                    n -> killed.append("first", n),
                    n -> killed.append("second", n),
                    killed::sign,
                    killed::replaceSigningKey,
                    killed::store,
                    killed::seal,
                    killed::wrap);
            CompletableFuture.anyOf(works.map(work -> CompletableFuture.runAsync(() -> repeat(work), threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    static SecretRef secret(int number) {
        return new SecretRef(new UUID(7, number), "token");
    }

    @FunctionalInterface
    private interface Work {
        void run(int number);
    }

    /** Until the end that comes from outside; what fails ends the process, which its parent sees. */
    private static void repeat(Work work) {
        for (int number = 0; true; number++) {
            try {
                work.run(number);
            } catch (WorkspaceUnavailable busy) {
                if (!busy.worthRetrying()) {
                    throw busy;
                }
            } catch (SecretUnavailable keyGone) {
                // Its key was being taken away; nothing was stored, and nothing is acknowledged.
                say("refused " + keyGone.reason());
            } catch (RuntimeException failed) {
                failed.printStackTrace();
                Runtime.getRuntime().halt(1);
            }
        }
    }

    private void append(String writer, int number) {
        String detail = round + "-" + writer + "-" + number;
        workspaces.within(place.workspace(), () -> {
            here.bean(AuditTrail.class)
                    .record(new AuditEvent(AuditAction.CONNECTION_CHANGED, Actor.OPERATOR, "con_1", detail));
            return true;
        });
        say("event " + detail);
    }

    private void sign(int number) {
        here.bean(Checkpoints.class)
                .sign(place.workspace())
                .ifPresent(checkpoint -> say("checkpoint " + checkpoint.size() + " " + checkpoint.root()));
    }

    private void replaceSigningKey(int number) {
        say("announced " + here.bean(KeyRotation.class).run(place.workspace(), Actor.OPERATOR));
    }

    private void store(int number) {
        String value = round + "-" + number;
        int which = number % SECRETS;
        workspaces.within(place.workspace(), () -> {
            here.bean(Vault.class).store(secret(which), TERMS, value.getBytes(StandardCharsets.UTF_8), Actor.OPERATOR);
            return true;
        });
        say("secret " + which + " " + value);
    }

    private void seal(int number) {
        SealingRotation rotation = here.bean(SealingRotation.class);
        int version =
                rotation.rotate(place.workspace(), Actor.OPERATOR, _ -> {}).current();
        say("sealing " + version);
        try {
            rotation.retire(place.workspace(), Actor.OPERATOR);
            say("retired " + version);
        } catch (IllegalStateException stillNeeded) {
            say("kept " + stillNeeded.getMessage());
        }
    }

    private void wrap(int number) {
        int target = (Integer.parseInt(round) + number) % 2;
        say("wrapping " + target);
        here.bean(KeyRing.class).masterRotation().rotateTo(FileSource.of(place.master(target)), _ -> {});
        say("wrapped " + target);
    }

    private static synchronized void say(String what) {
        IO.println(what + " .");
    }
}
