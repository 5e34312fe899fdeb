package dev.mullion.residue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Numbers the fields that canaries are planted in, so that one which is found says where it came from. */
final class Fields {

    /** Two characters of base 32. */
    private static final int MOST = 1024;

    private final List<String> names = new ArrayList<>();

    int number(String name) {
        int known = names.indexOf(name);
        if (known >= 0) {
            return known;
        }
        if (names.size() == MOST) {
            throw new IllegalStateException("there is no number left for the field " + name);
        }
        names.add(name);
        return names.size() - 1;
    }

    int size() {
        return names.size();
    }

    List<String> names(Collection<Integer> numbers) {
        return numbers.stream()
                .map(number -> number < names.size() ? names.get(number) : "an unknown field")
                .toList();
    }
}
