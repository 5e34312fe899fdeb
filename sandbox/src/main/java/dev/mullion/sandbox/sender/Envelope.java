package dev.mullion.sandbox.sender;

import dev.mullion.sandbox.body.Bodies;
import dev.mullion.sandbox.world.Event;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;

/** A body and its signature, written into memory that is used again and again. For one thread at a time. */
final class Envelope extends ByteArrayOutputStream {
    private static final int USUAL_SIZE = 32 * 1024;

    private final Bodies bodies;
    private final Signature signer;

    Envelope(Bodies bodies, Secret secret) {
        super(USUAL_SIZE);
        this.bodies = bodies;
        this.signer = new Signature(secret);
    }

    /** Writes the event's body in place of what was here; returns its signature. */
    String seal(Event event) {
        reset();
        bodies.write(event, this);
        return signer.of(buf, count);
    }

    BodyPublisher body() {
        return BodyPublishers.ofByteArray(buf, 0, count);
    }
}
