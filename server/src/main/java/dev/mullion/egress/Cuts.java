package dev.mullion.egress;

import dev.mullion.egress.BoundedBody.TooLarge;
import dev.mullion.egress.BoundedBody.UnknownEncoding;
import dev.mullion.egress.Outcome.Cut;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.zip.ZipException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** How an answer ended early, by what the library says of it. */
final class Cuts {

    private Cuts() {}

    static Cut of(IOException e) {
        return switch (e) {
            case TooLarge _, MessageConstraintException _ -> Cut.LARGE;
            case InterruptedIOException _ -> Cut.SLOW;
            case TruncatedChunkException _ -> Cut.SHORT;
            case MalformedChunkCodingException _, ZipException _, UnknownEncoding _, ClientProtocolException _ ->
                e.getCause() instanceof MessageConstraintException ? Cut.LARGE : Cut.UNREADABLE;
            default -> Cut.SHORT;
        };
    }
}
