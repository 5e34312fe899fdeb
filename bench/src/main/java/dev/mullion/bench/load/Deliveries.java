package dev.mullion.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Deliveries that are signed ahead, so that sending one costs a copy: the generator shares the cores with what it
 * measures.
 */
public final class Deliveries {

    private static final byte[] SIGNATURE = ascii("\r\nX-Hub-Signature-256: sha256=");
    private static final byte[] LENGTH = ascii("\r\nContent-Length: ");
    private static final byte[] END = ascii("\r\n\r\n");
    private static final int MISSING_TAIL = 40;

    private final Templates templates;
    private final List<Delivery> plan;
    private final byte[][] signatures;

    /** Signs each delivery of the plan with the secret of its endpoint, on all cores. */
    public Deliveries(Templates templates, List<String> secrets, List<Delivery> plan) {
        this.templates = templates;
        this.plan = List.copyOf(plan);
        this.signatures = IntStream.range(0, plan.size())
                .parallel()
                .mapToObj(index ->
                        sign(plan.get(index), secrets.get(plan.get(index).endpoint())))
                .toArray(byte[][]::new);
    }

    /** One good delivery of each of these pull requests, all to one endpoint or to several in turn. */
    public static List<Delivery> good(int firstSerial, int count, int endpoints) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Delivery(firstSerial + i, i % endpoints, Delivery.Twist.GOOD))
                .toList();
    }

    public int count() {
        return plan.size();
    }

    public Delivery delivery(int index) {
        return plan.get(index);
    }

    /** Appends the whole request. */
    void write(int index, Receiver receiver, ByteBuffer out) {
        Delivery delivery = plan.get(index);
        Template template = templates.of(delivery);
        int length = length(delivery, template);
        out.put(receiver.head(delivery.endpoint()));
        out.put(ascii(delivery.id().toString()));
        out.put(SIGNATURE);
        out.put(signatures[index]);
        out.put(LENGTH).put(ascii(Integer.toString(length))).put(END);
        template.write(delivery.serial(), length, out);
        if (forgery(delivery) == Forgery.OTHER_BODY) {
            out.put(out.position() - MISSING_TAIL, (byte) ' ');
        }
    }

    private enum Forgery {
        NONE,
        OTHER_SIGNATURE,
        SHORT_SIGNATURE,
        OTHER_BODY
    }

    private static Forgery forgery(Delivery delivery) {
        return delivery.twist() == Delivery.Twist.FORGED ? Forgery.values()[1 + delivery.serial() % 3] : Forgery.NONE;
    }

    private static int length(Delivery delivery, Template template) {
        return delivery.twist() == Delivery.Twist.MALFORMED ? template.length() - MISSING_TAIL : template.length();
    }

    private byte[] sign(Delivery delivery, String secret) {
        Template template = templates.of(delivery);
        String signature =
                HexFormat.of().formatHex(mac(secret, template.body(delivery.serial()), length(delivery, template)));
        return ascii(
                switch (forgery(delivery)) {
                    case NONE, OTHER_BODY -> signature;
                    case SHORT_SIGNATURE -> signature.substring(1);
                    case OTHER_SIGNATURE -> (signature.charAt(0) == '0' ? '1' : '0') + signature.substring(1);
                });
    }

    private static byte[] mac(String secret, byte[] body, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(body, 0, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
