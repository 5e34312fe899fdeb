package dev.mullion.residue;

import dev.mullion.Mullion;
import dev.mullion.cli.Installation;
import dev.mullion.keys.MasterKey;
import dev.mullion.settings.Front;
import dev.mullion.settings.KeyCustody;
import dev.mullion.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.catalina.Pipeline;
import org.apache.catalina.Valve;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.util.FileSystemUtils;

/** A whole installation with the embedded database, which can be told to be careless. */
record CarelessServer(Installation installation, Path data) implements AutoCloseable {

    static CarelessServer start() throws IOException {
        Path data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "residue");
        MasterKey.create(data.resolve("master.key"));
        // As one that was killed while its memory was searched.
        Files.createFile(Files.createDirectory(data.resolve("heap-1")).resolve("heap.hprof"));
        URI address = URI.create("http://127.0.0.1:1");
        var settings = new Settings(
                0,
                address,
                address,
                data,
                Optional.empty(),
                data.resolve("master.key"),
                Optional.empty(),
                1_000,
                Front.plain(),
                KeyCustody.in(data),
                Map.of());
        // The tests' own logging writes no file, and another server of this JVM may have opened its log first: this
        // one's is searched.
        System.setProperty("logging.config", "classpath:logback-spring.xml");
        LoggingSystem.get(CarelessServer.class.getClassLoader()).cleanUp();
        System.setProperty("spring.profiles.active", LeakyValve.PROFILE);
        try {
            return new CarelessServer(Installation.start(Mullion.class, settings, Clock.systemUTC()), data);
        } finally {
            System.clearProperty("spring.profiles.active");
            System.clearProperty("logging.config");
        }
    }

    <T> T bean(Class<T> type) {
        return installation.context().getBean(type);
    }

    /** For good: a valve that was taken out does not start again. */
    void forgetToWipeTheReadBuffer() {
        var context = (WebServerApplicationContext) installation.context();
        var server = (TomcatWebServer) Objects.requireNonNull(context.getWebServer());
        Pipeline pipeline = server.getTomcat().getEngine().getPipeline();
        for (Valve valve : pipeline.getValves()) {
            if (valve.getClass().getSimpleName().equals("ReadBufferWipe")) {
                pipeline.removeValve(valve);
            }
        }
    }

    @Override
    public void close() throws IOException {
        installation.close();
        FileSystemUtils.deleteRecursively(data);
    }
}
