package dev.mullion.identity;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What somebody may do in one workspace: an unchangeable set of permission keys, in the order of the domains. */
public record Permissions(Set<Permission> granted) {

    public Permissions {
        granted = Collections.unmodifiableSet(new TreeSet<>(granted));
    }

    public static Permissions none() {
        return new Permissions(Set.of());
    }

    /** Everything there is: what the first member of a workspace gets. */
    public static Permissions all() {
        return new Permissions(Arrays.stream(Permission.Domain.values())
                .map(Permission::manage)
                .collect(Collectors.toSet()));
    }

    public static Permissions of(Permission... granted) {
        return new Permissions(Set.of(granted));
    }

    /**
     * Reads {@code engineering:read,signals:manage}.
     *
     * @throws IllegalArgumentException when anything in the list is not a key; the message names all of them at once
     */
    public static Permissions parse(String list) {
        List<String> words =
                Arrays.stream(list.split(",", -1)).map(String::strip).toList();
        List<String> unknown = words.stream()
                .filter(word -> Permission.named(word).isEmpty())
                .map(word -> "'" + word + "'")
                .toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("not a permission key: " + String.join(", ", unknown)
                    + "; a key is one of " + domains() + ", followed by :read or :manage");
        }
        return known(words);
    }

    /** Reads a stored list. A key that this version does not know grants nothing. */
    static Permissions stored(String list) {
        return known(List.of(list.split(",")));
    }

    private static Permissions known(List<String> words) {
        return new Permissions(
                words.stream().map(Permission::named).flatMap(Optional::stream).collect(Collectors.toSet()));
    }

    private static String domains() {
        return Arrays.stream(Permission.Domain.values())
                .map(Permission.Domain::word)
                .collect(Collectors.joining(", "));
    }

    public boolean allows(Permission needed) {
        return granted.stream().anyMatch(held -> held.implies(needed));
    }

    /** Whether nothing in {@code others} goes beyond this. */
    public boolean cover(Permissions others) {
        return others.granted.stream().allMatch(this::allows);
    }

    /** The form that {@link #parse} reads; empty when nothing is granted. */
    @Override
    public String toString() {
        return granted.stream().map(Permission::toString).collect(Collectors.joining(","));
    }
}
