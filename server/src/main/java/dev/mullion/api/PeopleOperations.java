package dev.mullion.api;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.identity.ApiTokens;
import dev.mullion.identity.ApiTokens.ApiToken;
import dev.mullion.identity.Members;
import dev.mullion.identity.NotHere;
import dev.mullion.identity.Permission;
import dev.mullion.identity.Permissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who may come in: members and API tokens. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}")
class PeopleOperations {

    private final Members members;
    private final ApiTokens tokens;
    private final Replies replies;

    PeopleOperations(Members members, ApiTokens tokens, Replies replies) {
        this.members = members;
        this.tokens = tokens;
        this.replies = replies;
    }

    record MemberView(String id, String name, String email, List<String> permissions, Instant addedAt) {

        static MemberView of(Members.Member member) {
            return new MemberView(
                    member.person().toString(),
                    member.profile().name(),
                    member.profile().email().value(),
                    words(member.permissions()),
                    member.addedAt());
        }

        @Override
        public String toString() {
            return id;
        }
    }

    record TokenView(
            String id, String name, List<String> permissions, String madeBy, Instant createdAt, Instant expiresAt) {

        static TokenView of(ApiToken token) {
            return new TokenView(
                    token.id().toString(),
                    token.name(),
                    words(token.permissions()),
                    token.madeBy(),
                    token.validity().from(),
                    token.validity().until());
        }
    }

    /** A new token; its secret is in no other answer. */
    record MadeView(String id, Instant expiresAt, String secret) {
        @Override
        public String toString() {
            return "[redacted token " + id + "]";
        }
    }

    /** Everything at once: there is a bound on how many there can be. */
    record AllView<T>(List<T> items) {}

    @Needs("settings:read")
    @GetMapping("/members")
    ResponseEntity<byte[]> members(Call call) {
        return call.within(_ -> replies.ok(
                new AllView<>(members.list().stream().map(MemberView::of).toList())));
    }

    @Needs("settings:read")
    @GetMapping("/tokens")
    ResponseEntity<byte[]> tokens(Call call) {
        return call.within(_ -> replies.ok(
                new AllView<>(tokens.list().stream().map(TokenView::of).toList())));
    }

    /** For a signed-in person: a token cannot make tokens. */
    @Needs("settings:manage")
    @Recorded(AuditAction.TOKEN_CREATED)
    @PostMapping("/tokens")
    ResponseEntity<byte[]> create(Call call) {
        ApiTokens.@Nullable Request request = request(call.body("name", "permissions", "lifeSeconds"));
        return call.once(access -> {
            ApiTokens.Made made = tokens.create(access, Objects.requireNonNull(request));
            MadeView view =
                    made.secret().expose(secret -> new MadeView(made.id().toString(), made.expiresAt(), secret));
            return replies.createdWithSecret(call.path() + "/" + made.id(), view);
        });
    }

    @Needs("settings:manage")
    @Recorded(AuditAction.TOKEN_REVOKED)
    @DeleteMapping("/tokens/{id}")
    ResponseEntity<Void> revoke(@PathVariable String id, Call call) {
        return call.within(access -> {
            tokens.revoke(PathIds.token(id).orElseThrow(NotHere::new), access.actor());
            return ResponseEntity.noContent().build();
        });
    }

    /** Null where something is wrong with it, which the call knows by then. */
    private static ApiTokens.@Nullable Request request(Body body) {
        String name = body.text("name");
        List<String> keys = body.texts("permissions");
        Duration life = Duration.ofSeconds(body.number("lifeSeconds", 1, ApiTokens.LONGEST_LIFE.toSeconds()));
        Permissions permissions = permissions(body, keys);
        return permissions.granted().isEmpty()
                ? null
                : body.made("name", () -> new ApiTokens.Request(name, permissions, life));
    }

    /** None where something is wrong with them. What was sent is not repeated. */
    private static Permissions permissions(Body body, List<String> keys) {
        Set<Permission> named =
                keys.stream().map(Permission::named).flatMap(Optional::stream).collect(Collectors.toSet());
        if (named.isEmpty() || named.size() != keys.size()) {
            body.wrong("permissions", "must be different permission keys, at least one, such as engineering:read");
            return Permissions.none();
        }
        return new Permissions(named);
    }

    private static List<String> words(Permissions permissions) {
        return permissions.granted().stream().map(Permission::toString).toList();
    }
}
