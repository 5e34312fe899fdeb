package dev.mullion.demo;

import dev.mullion.settings.Settings;
import dev.mullion.settings.XeroApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sandbox with the vendors that it plays, started before the server, which has to know where they are. What opens
 * them opens nothing else.
 */
public final class Stage implements AutoCloseable {

    static final String STRIPE_KEY = "rk_live_synthetic0000000000000000";

    private static final String CLIENT = "sample-company-app";
    private static final String CLIENT_SECRET = "synthetic-secret-of-the-sandbox";

    private final SandboxProcess sandbox;
    private final XeroApp xeroApp;

    private Stage(SandboxProcess sandbox, XeroApp xeroApp) {
        this.sandbox = sandbox;
        this.xeroApp = xeroApp;
    }

    /**
     * Starts it for the demo of a folder that is marked as one.
     *
     * @throws IllegalStateException where the sandbox is not built
     */
    public static Stage begin(Path sandboxJar, Settings settings) {
        Instant anchor = DemoState.load(settings.data().resolve(Demo.NOTES), Instant.EPOCH)
                .anchor();
        SandboxProcess sandbox = SandboxProcess.start(
                sandboxJar,
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "anchor", anchor.toString(),
                                "stripeKey", STRIPE_KEY,
                                "xero",
                                        Map.of(
                                                "clientId", CLIENT,
                                                "clientSecret", CLIENT_SECRET,
                                                "redirect", settings.publicUrl() + "/connect/xero"))));
        return new Stage(sandbox, new XeroApp(CLIENT, secretIn(settings.data()), Optional.empty()));
    }

    private static Path secretIn(Path data) {
        Path file = data.resolve("sandbox-xero.secret");
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return Files.writeString(file, CLIENT_SECRET).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's folder cannot be written: " + data, e);
        }
    }

    /** The settings of a server whose vendors these are. */
    public Settings of(Settings settings) {
        return settings.played(sandbox.vendors(), xeroApp);
    }

    SandboxProcess sandbox() {
        return sandbox;
    }

    void visit(URI page) {
        sandbox.visit(page);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
