package dev.mullion.sandbox.world;

import java.util.HexFormat;

/** Commit hashes: forty hexadecimal digits that stand for nothing. */
public final class Hash {
    /** What the vendor writes where there is no commit. */
    public static final String NOTHING = "0".repeat(40);

    private static final HexFormat HEX = HexFormat.of();

    private Hash() {}

    public static String of(long... keys) {
        Draw draw = Draw.of(keys);
        return HEX.toHexDigits(draw.next()) + HEX.toHexDigits(draw.next()) + HEX.toHexDigits((int) draw.next());
    }
}
