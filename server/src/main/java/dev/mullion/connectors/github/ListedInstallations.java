package dev.mullion.connectors.github;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.AllowList.Excess;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The installations of the App that a person reaches: as their owner, or because some repository in it is shown to
 * them. So being on the list shows nothing about who owns one.
 */
final class ListedInstallations {

    private static final int MOST = 100;

    enum Owner {
        USER,
        ORGANIZATION,
        OTHER
    }

    enum Selection {
        ALL,
        SELECTED,
        OTHER
    }

    /**
     * One of them.
     *
     * @param account the number of the account that it stands on
     */
    record Listed(
            long id,
            long account,
            Owner owner,
            Selection selection,
            Map<String, String> permissions,
            boolean isSuspended) {
        Listed {
            permissions = Map.copyOf(permissions);
        }
    }

    private final AllowList list;
    private final Slot<List<Reading>> installations;
    private final Slot<Long> id;
    private final Slot<Long> account;
    private final Slot<Owner> owner;
    private final Slot<Selection> selection;
    private final Slot<Map<String, String>> permissions;
    private final Slot<Instant> suspendedAt;

    ListedInstallations(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        AllowList.Builder element = allow.element("installations");
        id = element.id("id");
        account = element.id("account.id");
        owner = element.stage("account.type", Owner.class, Owner.OTHER);
        selection = element.stage("repository_selection", Selection.class, Selection.OTHER);
        permissions = element.words("permissions");
        suspendedAt = element.instant("suspended_at");
        installations = allow.each("installations", MOST, Excess.REFUSED, element);
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    List<Listed> installations(Reading reading) {
        return reading.require(installations).stream().map(this::listed).toList();
    }

    private Listed listed(Reading element) {
        return new Listed(
                element.require(id),
                element.require(account),
                Objects.requireNonNullElse(element.get(owner), Owner.OTHER),
                element.require(selection),
                element.require(permissions),
                element.get(suspendedAt) != null);
    }
}
