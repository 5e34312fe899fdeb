package dev.mullion.egress;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Something secret that knows where it may be sent, and lends its bytes for the length of a call. */
public interface HostBound {

    boolean mayGoTo(String host);

    /** Lends a copy of the bytes that is wiped afterwards. */
    <T extends @Nullable Object> T expose(Function<byte[], T> use);

    /**
     * What is made of this secret, such as a token that it signed, and goes no further than it. The result of
     * {@code making} is wiped after each use.
     */
    default HostBound making(UnaryOperator<byte[]> making) {
        HostBound from = this;
        return new HostBound() {
            @Override
            public boolean mayGoTo(String host) {
                return from.mayGoTo(host);
            }

            @Override
            public <T extends @Nullable Object> T expose(Function<byte[], T> use) {
                return from.expose(bytes -> {
                    byte[] made = making.apply(bytes);
                    try {
                        return use.apply(made);
                    } finally {
                        Arrays.fill(made, (byte) 0);
                    }
                });
            }

            @Override
            public String toString() {
                return "[made of a secret]";
            }
        };
    }
}
