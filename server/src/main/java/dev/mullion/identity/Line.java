package dev.mullion.identity;

/** One line that people will read, typed by somebody: a name of a person, token, workspace or organisation. */
final class Line {

    private static final int LONGEST = 120;

    private Line() {}

    /**
     * The text without blanks at its ends. Refused are control characters, and format characters because they can make
     * a name read as another.
     */
    static String of(String what, String text) {
        String line = text.strip();
        if (line.isEmpty() || line.length() > LONGEST || line.codePoints().anyMatch(Line::misleads)) {
            throw new IllegalArgumentException(
                    what + " has 1 to " + LONGEST + " characters, without control or direction characters");
        }
        return line;
    }

    private static boolean misleads(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
