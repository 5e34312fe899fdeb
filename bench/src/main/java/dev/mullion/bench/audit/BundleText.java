package dev.mullion.bench.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * An exported log as text that can be taken apart and put together again, with its last line counted anew: an attacker
 * who is careful does no less.
 */
final class BundleText {

    /** Lines that belong together: an event, or a checkpoint with its note. */
    record Item(List<String> lines) {

        Item {
            lines = List.copyOf(lines);
        }

        boolean isEvent() {
            return lines.getFirst().startsWith("event ") || lines.getFirst().startsWith("erased ");
        }

        Item withFirst(String line) {
            List<String> changed = new ArrayList<>(lines);
            changed.set(0, line);
            return new Item(changed);
        }
    }

    private final List<String> head;
    private final List<Item> items;

    private BundleText(List<String> head, List<Item> items) {
        this.head = head;
        this.items = items;
    }

    static BundleText read(String text) {
        List<String> lines = text.lines().toList();
        int at = lines.indexOf("events") + 1;
        List<String> head = lines.subList(0, at);
        List<Item> items = new ArrayList<>();
        while (!lines.get(at).startsWith("end ")) {
            String line = lines.get(at);
            int length = line.startsWith("checkpoint ") ? 1 + Integer.parseInt(line.substring(11)) : 1;
            items.add(new Item(lines.subList(at, at + length)));
            at += length;
        }
        return new BundleText(List.copyOf(head), items);
    }

    List<Item> items() {
        return List.copyOf(items);
    }

    /** The same head over other items. */
    BundleText with(List<Item> others) {
        return new BundleText(head, List.copyOf(others));
    }

    /** Places of events among the items, or of checkpoints. */
    List<Integer> places(boolean ofEvents) {
        List<Integer> places = new ArrayList<>();
        for (int at = 0; at < items.size(); at++) {
            if (items.get(at).isEvent() == ofEvents) {
                places.add(at);
            }
        }
        return places;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        head.forEach(line -> text.append(line).append('\n'));
        items.forEach(item -> item.lines().forEach(line -> text.append(line).append('\n')));
        return text.append("end ")
                .append(places(true).size())
                .append(' ')
                .append(places(false).size())
                .append('\n')
                .toString();
    }
}
