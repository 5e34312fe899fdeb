package dev.mullion.residue;

import dev.mullion.residue.Bodies.Spelling;
import dev.mullion.residue.Parcel.Manner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Every delivery of one run, and how each was answered. The bytes of a body are overwritten once it was sent. */
final class Postbag {

    private static final int LARGE = 2 * 1024 * 1024;
    private static final int MOST_WAITS = 10;

    private final Bodies bodies;
    private final Courier courier;
    private final List<String> surprises = new ArrayList<>();
    private final boolean isXeroSigned;
    private int sent;
    private int waits;

    /** @param isXeroSigned whether there is a key to sign Xero's deliveries with */
    Postbag(Bodies bodies, Courier courier, boolean isXeroSigned) {
        this.bodies = bodies;
        this.courier = courier;
        this.isXeroSigned = isXeroSigned;
    }

    int sent() {
        return sent;
    }

    /** What was not answered as expected, at most a few. */
    List<String> surprises() {
        return List.copyOf(surprises);
    }

    /** Every kind of body in every way, and large ones. */
    void sendAll() {
        sendSmall();
        large(Parcel.of("pull_request, large", "pull_request", Manner.PLAIN, 200));
        large(Parcel.of("pull_request, large and chunked", "pull_request", Manner.CHUNKED, 200));
        large(Parcel.of("pull_request, large and forged", "pull_request", Manner.FORGED, 401));
    }

    /** What each of these is answered with shows whether a signature is looked at; one of them is to arrive, once. */
    void sendForged() {
        send(Parcel.of("forged", "push", Manner.FORGED, 401), Spelling.PLAIN);
        send(Parcel.of("unsigned", "push", Manner.UNSIGNED, 401), Spelling.PLAIN);
        send(Parcel.of("signed for another body", "push", Manner.SIGNED_FOR_ANOTHER, 401), Spelling.PLAIN);
        for (Vendor vendor : OtherShapes.VENDORS) {
            String event = OtherShapes.of(vendor).getFirst();
            send(Parcel.of(vendor, event + ", forged", event, Manner.FORGED, 401), Spelling.PLAIN);
            send(Parcel.of(vendor, event + ", unsigned", event, Manner.UNSIGNED, 401), Spelling.PLAIN);
            send(
                    Parcel.of(vendor, event + ", signed for another body", event, Manner.SIGNED_FOR_ANOTHER, 401),
                    Spelling.PLAIN);
        }
        twice(Parcel.of("signed, and the same again", "push", Manner.PLAIN, 200));
    }

    /** The same without the large ones, for a probe that runs while people work. */
    void sendSmall() {
        for (String event : Shapes.all().keySet()) {
            send(Parcel.of(event, event, Manner.PLAIN, 200), Spelling.PLAIN);
            send(Parcel.of(event + ", escaped", event, Manner.PLAIN, 200), Spelling.ESCAPED);
            send(Parcel.of(event + ", chunked", event, Manner.CHUNKED, 200), Spelling.AMONG_OTHERS);
            send(Parcel.of(event + ", forged", event, Manner.FORGED, 401), Spelling.PLAIN);
        }
        for (String event : List.of("pull_request", "pull_request_review", "push", "repository")) {
            send(Parcel.of(event + ", cut short", event, Manner.CUT_SHORT, 422), Spelling.PLAIN);
        }
        send(Parcel.of("push, encoded", "push", Manner.ENCODED, 415), Spelling.PLAIN);
        send(Parcel.of("push, without an event", "push", Manner.WITHOUT_EVENT, 400), Spelling.PLAIN);
        send(Parcel.of("push, to nowhere", "push", Manner.TO_NOWHERE, 401), Spelling.PLAIN);
        twice(Parcel.of("pull_request, again", "pull_request", Manner.PLAIN, 200));
        OtherShapes.VENDORS.forEach(this::sendSmall);
    }

    /**
     * Xero's are taken where the operator has a key of its app, and what it signed and nobody can read is taken too.
     */
    private void sendSmall(Vendor vendor) {
        int taken = vendor == Vendor.XERO && !isXeroSigned ? 401 : 200;
        for (String event : OtherShapes.of(vendor)) {
            send(Parcel.of(vendor, event, event, Manner.PLAIN, taken), Spelling.PLAIN);
            send(Parcel.of(vendor, event + ", escaped", event, Manner.PLAIN, taken), Spelling.ESCAPED);
            send(Parcel.of(vendor, event + ", chunked", event, Manner.CHUNKED, taken), Spelling.AMONG_OTHERS);
            send(Parcel.of(vendor, event + ", forged", event, Manner.FORGED, 401), Spelling.PLAIN);
        }
        String first = OtherShapes.of(vendor).getFirst();
        int cut = vendor == Vendor.STRIPE ? 400 : taken;
        send(Parcel.of(vendor, first + ", cut short", first, Manner.CUT_SHORT, cut), Spelling.PLAIN);
        send(Parcel.of(vendor, first + ", encoded", first, Manner.ENCODED, 415), Spelling.PLAIN);
        send(Parcel.of(vendor, first + ", to nowhere", first, Manner.TO_NOWHERE, 401), Spelling.PLAIN);
        twice(Parcel.of(vendor, first + ", again", first, Manner.PLAIN, taken));
    }

    private void send(Parcel parcel, Spelling spelling) {
        byte[] body = bodies.body(parcel.event(), spelling);
        if (parcel.manner() == Manner.CUT_SHORT) {
            byte[] half = Arrays.copyOf(body, body.length - 20);
            Arrays.fill(body, (byte) 0);
            body = half;
        }
        sendAndWipe(parcel, body);
    }

    private void twice(Parcel parcel) {
        byte[] body = bodies.body(parcel.event(), Spelling.PLAIN);
        sendAndWipe(parcel, body.clone());
        sendAndWipe(parcel, body);
    }

    private void large(Parcel parcel) {
        sendAndWipe(parcel, bodies.large(LARGE));
    }

    private void sendAndWipe(Parcel parcel, byte[] body) {
        try {
            int status = courier.post(parcel, body);
            while (status == 429 && waits++ < MOST_WAITS) {
                TimeUnit.SECONDS.sleep(1);
                status = courier.post(parcel, body);
            }
            sent++;
            if (status != parcel.expected() && surprises.size() < 5) {
                surprises.add(parcel.what() + ": " + status + ", expected " + parcel.expected());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(parcel.what() + " could not be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a hook's limit was waited for", e);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }
}
