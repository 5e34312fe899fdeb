package dev.mullion.identity.http;

import dev.mullion.identity.ConnectLinks;
import dev.mullion.identity.Credential;
import dev.mullion.identity.Founding;
import dev.mullion.identity.SignIn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tells a one-time link that still works from one that does not. One that works is a credential, and is limited as one:
 * by itself, whatever strangers do at the same address. Uses nothing up. Safe to share between threads.
 */
@Component
final class LiveLinks {

    private static final String SIGN_IN = "/link/";
    private static final String SET_UP = "/set-up/";

    private final SignIn signIn;
    private final Founding founding;
    private final ConnectLinks connects;

    LiveLinks(SignIn signIn, Founding founding, ConnectLinks connects) {
        this.signIn = signIn;
        this.founding = founding;
        this.connects = connects;
    }

    /** @param path decoded: an address may spell a letter as {@code %6c} */
    static boolean isLink(String path) {
        return path.startsWith(SIGN_IN) || path.startsWith(SET_UP) || path.startsWith(ConnectLinks.PATH);
    }

    /** A name for the link at this path that opens nothing itself; empty where no link would open. */
    Optional<String> at(String path) {
        if (path.startsWith(SIGN_IN)) {
            Credential secret = Credential.of(path.substring(SIGN_IN.length()));
            return signIn.opens(secret) ? Optional.of(name(path)) : Optional.empty();
        }
        if (path.startsWith(SET_UP)) {
            Credential secret = Credential.of(path.substring(SET_UP.length()));
            return founding.opens(secret) ? Optional.of(name(path)) : Optional.empty();
        }
        if (path.startsWith(ConnectLinks.PATH)) {
            Credential secret = Credential.of(path.substring(ConnectLinks.PATH.length()));
            return connects.opened(secret).isPresent() ? Optional.of(name(path)) : Optional.empty();
        }
        return Optional.empty();
    }

    private static String name(String path) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
