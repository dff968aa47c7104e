package io.ordermonitor.order;

/** The legs of a managed order. */
public enum LegKind {
    ENTRY('e'),
    SL('s'),
    TP('t'),
    FLATTEN('f');

    private final char letter;

    LegKind(char letter) {
        this.letter = letter;
    }

    /** The letter that stands for this leg in a tag. */
    public char letter() {
        return letter;
    }

    /** True for the legs that reduce the position. */
    public boolean isExit() {
        return this != ENTRY;
    }
}
