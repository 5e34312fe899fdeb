package dev.mullion.bench.machine;

import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.Circumstances;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of its own on the project's disk, and everything that was started. Closing stops all of it in reverse order
 * and removes the folder; that also happens on Ctrl-C.
 */
public final class Workbench implements AutoCloseable {

    private final Circumstances circumstances;
    private final Path folder;
    private final Deque<Runnable> stops = new ArrayDeque<>();
    private final Thread hook = new Thread(this::stopAll, "stop everything");

    public Workbench(Circumstances circumstances) {
        this.circumstances = circumstances;
        try {
            Path work = Files.createDirectories(circumstances.root().resolve("bench/target/work"));
            this.folder = Files.createTempDirectory(work, "run");
        } catch (IOException e) {
            throw new BenchmarkFailed("there is no place to work in under bench/target: " + e.getMessage(), e);
        }
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public Circumstances circumstances() {
        return circumstances;
    }

    public void say(String what) {
        circumstances.progress().say(what);
    }

    public Path root() {
        return circumstances.root();
    }

    public Path folder() {
        return folder;
    }

    public Child start(String name, ProcessBuilder command) {
        Child child = Child.start(name, command, folder.resolve(name.replaceAll("[^a-z0-9]+", "-") + ".log"));
        onClose(child::stop);
        return child;
    }

    /** A program of this jar in a JVM of its own, so that what it uses is counted apart. */
    public Child startJava(String name, Class<?> program, String... arguments) {
        return startJava(name, program, System.getProperty("java.class.path"), List.of(), arguments);
    }

    /** The same with the libraries of all peers on its class path, and with options of the JVM. */
    public Child startPeer(String name, Class<?> program, List<String> options, String... arguments) {
        String libraries = libraries() + File.separator + "*";
        String classPath = System.getProperty("java.class.path") + File.pathSeparator + libraries;
        return startJava(name, program, classPath, options, arguments);
    }

    /** Some libraries of peers, each with its version. */
    public String versions(String... libraries) {
        try (Stream<Path> all = Files.list(libraries())) {
            return all.map(jar -> jar.getFileName().toString().replace(".jar", ""))
                    .filter(jar -> Stream.of(libraries).anyMatch(library -> jar.startsWith(library + "-")))
                    .sorted()
                    .collect(Collectors.joining(", "));
        } catch (IOException e) {
            throw new BenchmarkFailed("the libraries of peers are not in " + libraries() + ": " + e.getMessage(), e);
        }
    }

    private Path libraries() {
        return root().resolve("bench/target/lib");
    }

    private Child startJava(
            String name, Class<?> program, String classPath, List<String> options, String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-XX:+UseSerialGC");
        words.addAll(options);
        words.addAll(List.of("-cp", classPath, program.getName()));
        words.addAll(List.of(arguments));
        return start(name, new ProcessBuilder(words));
    }

    public synchronized void onClose(Runnable stop) {
        stops.push(stop);
    }

    /** A port of loopback that is free now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchmarkFailed("no port of loopback is free", e);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // Ctrl-C: the hook is at it already, and stopAll waits for it
        }
        stopAll();
    }

    private synchronized void stopAll() {
        while (!stops.isEmpty()) {
            try {
                stops.pop().run();
            } catch (RuntimeException e) {
                say("could not be stopped: " + e.getMessage()); // the others must be stopped all the same
            }
        }
        removeFolder();
    }

    private void removeFolder() {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            say(folder + " could not be removed: " + e.getMessage());
        }
    }
}
