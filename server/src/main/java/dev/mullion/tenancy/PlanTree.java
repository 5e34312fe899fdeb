package dev.mullion.tenancy;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * The shape of a plan, and how far the names printed in it can be believed. Above a union the server prints a column by
 * its name in the first branch, whatever the others hold.
 */
record PlanTree(JsonNode root) {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d{4,})");
    private static final Set<String> APPENDS = Set.of("Append", "Merge Append");
    private static final Set<String> SET_OPERATIONS = Set.of("SetOp", "Recursive Union");

    /** Whether every printed column has one source only. */
    boolean namesAreTrue() {
        return !mixesAnywhere(root);
    }

    static String kind(JsonNode node) {
        return node.path("Node Type").asString("");
    }

    static boolean isInitPlan(JsonNode node) {
        return relationship(node).equals("InitPlan");
    }

    static boolean isAppend(JsonNode node) {
        return APPENDS.contains(kind(node));
    }

    /** The plans whose rows an append hands on. */
    static List<JsonNode> branches(JsonNode append) {
        return children(append).stream()
                .filter(child -> relationship(child).equals("Member"))
                .toList();
    }

    /** Where the rows to insert come from; the other children compute the policies' sub-selects. */
    static JsonNode rowsOf(JsonNode insert) {
        return children(insert).stream()
                .filter(child -> relationship(child).equals("Outer"))
                .findFirst()
                .orElse(insert);
    }

    /** Whether the rows of this node may come from several branches. */
    static boolean mixes(JsonNode node) {
        return isMix(node)
                || children(node).stream()
                        .filter(child ->
                                !isInitPlan(child) && !relationship(child).equals("SubPlan"))
                        .anyMatch(PlanTree::mixes);
    }

    /** The place, from 1, of the statement's own parameter that {@code token} is, or 0. */
    static int parameter(String token) {
        Matcher matcher = PARAMETER.matcher(token);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) - PlanSource.FIRST_PARAMETER + 1 : 0;
    }

    private static boolean mixesAnywhere(JsonNode node) {
        return isMix(node) || children(node).stream().anyMatch(PlanTree::mixesAnywhere);
    }

    private static boolean isMix(JsonNode node) {
        return isAppend(node) || SET_OPERATIONS.contains(kind(node));
    }

    private static List<JsonNode> children(JsonNode node) {
        return StreamSupport.stream(node.path("Plans").spliterator(), false).toList();
    }

    private static String relationship(JsonNode node) {
        return node.path("Parent Relationship").asString("");
    }
}
