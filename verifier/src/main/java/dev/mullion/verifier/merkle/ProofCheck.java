package dev.mullion.verifier.merkle;

/** What came of checking a proof. */
public enum ProofCheck {
    HOLDS("holds"),
    SIZES_IMPOSSIBLE("is about sizes or an index that no proof can be about"),
    TOO_SHORT("has too few hashes"),
    TOO_LONG("has too many hashes"),
    ROOT_DIFFERS("does not lead to the root");

    private final String words;

    ProofCheck(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
