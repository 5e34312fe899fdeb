package dev.mullion.web.view.part;

/** A state in one or two words; the word carries the meaning, the tone only underlines it. */
public record StateWord(String word, Tone tone) {

    public static StateWord quiet(String word) {
        return new StateWord(word, Tone.QUIET);
    }

    public static StateWord active(String word) {
        return new StateWord(word, Tone.ACTIVE);
    }

    public static StateWord waits(String word) {
        return new StateWord(word, Tone.WAITS);
    }

    public static StateWord refused(String word) {
        return new StateWord(word, Tone.REFUSED);
    }
}
