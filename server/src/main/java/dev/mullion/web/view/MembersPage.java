package dev.mullion.web.view;

import dev.mullion.web.view.part.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may see what in this workspace. */
public record MembersPage(Frame frame, List<Member> members) {

    public MembersPage {
        members = List.copyOf(members);
    }

    /**
     * One person and what they may do here.
     *
     * @param permissions keys as they are granted ("engineering:read")
     * @param lastSeen null for someone who has not signed in yet
     */
    public record Member(
            String name,
            String email,
            List<String> permissions,
            @Nullable Moment lastSeen,
            boolean you) {

        public Member {
            permissions = List.copyOf(permissions);
        }
    }
}
