package dev.mullion.web.view.part;

/** How bad something is, always shown as a word and never as a colour alone. */
public enum Severity {
    NOTE("Note", Tone.QUIET),
    LOW("Low", Tone.QUIET),
    MEDIUM("Medium", Tone.WAITS),
    HIGH("High", Tone.REFUSED),
    CRITICAL("Critical", Tone.REFUSED);

    private final String word;
    private final Tone tone;

    Severity(String word, Tone tone) {
        this.word = word;
        this.tone = tone;
    }

    public StateWord asWord() {
        return new StateWord(word, tone);
    }
}
