package dev.mullion.vault;

import dev.mullion.checks.Check;
import dev.mullion.keys.IntakeKey;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.WorkspaceKeys;
import dev.mullion.settings.KeyCustody;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Hands in a vendor's token and stores one, and goes for both with the keys of a server that only takes them in. */
final class IntakeProbes {

    private static final SecretTerms TERMS = SecretTerms.vendorToken("vendor.invalid");
    private static final byte[] TOKEN = "a planted vendor's token".getBytes(StandardCharsets.US_ASCII);

    private final Vault vault;
    private final SecretRows rows;
    private final CanaryWorkspaces canaries;
    private final Workspaces workspaces;
    private final KeyRing keys;
    private final Set<KeyCustody.Role> roles;

    IntakeProbes(
            Vault vault,
            SecretRows rows,
            CanaryWorkspaces canaries,
            Workspaces workspaces,
            KeyRing keys,
            Set<KeyCustody.Role> roles) {
        this.vault = vault;
        this.rows = rows;
        this.canaries = canaries;
        this.workspaces = workspaces;
        this.keys = keys;
        this.roles = roles;
    }

    /** @param web what a server with the role web alone holds */
    List<Check> run(KeyRing web) {
        WorkspaceId own = canaries.first();
        SecretRef ref = new SecretRef(UUID.randomUUID(), "planted-token");
        WorkspaceKeys half = web.sets().of(own.value());
        byte[] box = SealedSecret.box(IntakeKey.of(half.intakePublicKey()), own, ref, TERMS, TOKEN);
        List<Check> checks = new ArrayList<>();
        checks.add(Check.attempt("intake.box", () -> boxed(half, box)));
        if (roles.contains(KeyCustody.Role.WORKER)) {
            checks.add(Check.attempt("intake.admitted", () -> admitted(own, ref, box)));
            checks.add(Check.attempt("intake.stored", () -> stored(own, ref, half)));
        }
        checks.add(apart());
        return checks;
    }

    private static Check boxed(WorkspaceKeys half, byte[] box) {
        boolean refused = isNotOfThisRole(() -> half.openFromIntake(box));
        return Check.of(
                "intake.box",
                refused && !half.isComplete() && !isIn(box),
                "what seals a token to the intake could not open its own box");
    }

    /** A box that nobody can open would keep tokens just as well, and lose them. */
    private Check admitted(WorkspaceId own, SecretRef ref, byte[] box) {
        boolean same = keys.sets()
                .of(own.value())
                .openFromIntake(box)
                .flatMap(plain -> SealedSecret.secretOf(plain, own, ref, TERMS))
                .filter(token -> MessageDigest.isEqual(token, TOKEN))
                .isPresent();
        return Check.of("intake.admitted", same, "a worker opens it, for the place that it was sealed for");
    }

    private Check stored(WorkspaceId own, SecretRef ref, WorkspaceKeys half) {
        SealedRow row = workspaces.within(own, () -> {
            vault.put(ref, TERMS, TOKEN);
            return rows.find(ref).orElseThrow();
        });
        try {
            Envelope.Place place = new Envelope.Place(own, ref, TERMS, row.rowVersion());
            boolean mine = MessageDigest.isEqual(vault.opened(own, ref, row), TOKEN);
            boolean refused = isRefusedToTheRole(() -> Envelope.open(half, place, row));
            return Check.of(
                    "intake.stored",
                    mine && refused,
                    "a stored token opens for a worker, and not with the keys of the role web");
        } finally {
            canaries.clear();
        }
    }

    /** The keys are apart on every installation; whether the processes are is the operator's choice. */
    private Check apart() {
        return roles.containsAll(Set.of(KeyCustody.Role.WEB, KeyCustody.Role.WORKER))
                ? Check.partial(
                        "intake.apart",
                        "this server has both roles: what takes a token in runs in the process that may open it;"
                                + " MULLION_ROLES parts them")
                : Check.ok("intake.apart", "this server has one of the two roles");
    }

    private static boolean isIn(byte[] box) {
        return new String(box, StandardCharsets.ISO_8859_1).contains(new String(TOKEN, StandardCharsets.US_ASCII));
    }

    private static boolean isNotOfThisRole(Runnable work) {
        try {
            work.run();
            return false;
        } catch (KeysUnavailable e) {
            return e.reason() == KeysUnavailable.Reason.NOT_OF_THIS_ROLE;
        }
    }

    private static boolean isRefusedToTheRole(Supplier<byte[]> work) {
        try {
            Arrays.fill(work.get(), (byte) 0);
            return false;
        } catch (SecretUnavailable e) {
            return e.reason() == SecretUnavailable.Reason.NOT_OF_THIS_ROLE;
        }
    }
}
