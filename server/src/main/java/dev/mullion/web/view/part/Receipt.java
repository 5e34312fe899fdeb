package dev.mullion.web.view.part;

/** What was read and what stayed: "read 41 MB, kept 1.2 MB, raw kept 0". Raw bytes kept are never anything but zero. */
public record Receipt(String read, String kept) {

    public static Receipt of(Wording wording, long bytesRead, long bytesKept) {
        return new Receipt(wording.bytes(bytesRead), wording.bytes(bytesKept));
    }
}
