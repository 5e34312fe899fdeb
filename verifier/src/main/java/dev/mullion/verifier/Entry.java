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
                case "end" ->
                    new End(
                            words.next("events").decimal(),
                            words.next("checkpoints").last().decimal());
                default -> throw new Malformed(Words.quote(words.text()) + " is not known");
            };
        } catch (Malformed malformed) {
            return new Broken(malformed);
        }
    }
}
