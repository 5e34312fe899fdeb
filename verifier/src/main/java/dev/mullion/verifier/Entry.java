package dev.mullion.verifier;

/** What stands in a bundle behind its head. */
sealed interface Entry permits Event, Checkpoint, Entry.End, Entry.Broken {
    /** {@code end EVENTS CHECKPOINTS}. */
    record End(long events, long checkpoints) implements Entry {}

    /** What is not of its form; nothing behind it can be judged. */
    record Broken(Malformed why) implements Entry {}

    /** Takes one line apart, or {@code checkpoint} and, behind the space, the lines of a note. */
    static Entry read(byte[] text) {
        try {
            Words words = new Words(text).next("word");
            return switch (words.text()) {
                case "event", "erased" -> Event.read(words);
                case "checkpoint" -> Checkpoint.parse(words.rest());
                case "end" -> end(words);
                default -> throw new Malformed(Words.quote(words.text()) + " is not known");
            };
        } catch (Malformed malformed) {
            return new Broken(malformed);
        }
    }

    private static End end(Words words) throws Malformed {
        long events = words.next("number of events").decimal();
        return new End(events, words.next("number of checkpoints").last().decimal());
    }
}
