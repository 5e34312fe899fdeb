package dev.mullion.bench.load;

import dev.mullion.bench.BenchmarkFailed;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;

/** Sends deliveries from one thread over many keep-alive connections. */
public final class Generator {

    /** A receiver that says nothing for this long has hung. */
    private static final long LONGEST_SILENCE_MILLIS = 12_000;

    private final Receiver receiver;
    private final Deliveries deliveries;
    private final Pace pace;
    private final Deque<Line> idle = new ArrayDeque<>();
    private final int[] statuses;
    private final long[] latencies;
    private final long start = System.nanoTime();
    private int next;
    private int answered;

    private Generator(Receiver receiver, Deliveries deliveries, Pace pace) {
        this.receiver = receiver;
        this.deliveries = deliveries;
        this.pace = pace;
        this.statuses = new int[deliveries.count()];
        this.latencies = new long[deliveries.count()];
    }

    /** Sends at this pace until its time or the deliveries have run out, and waits for the last answers. */
    public static Answers run(Receiver receiver, Deliveries deliveries, Pace pace, int connections) {
        List<Line> lines = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                lines.add(new Line(receiver.address(), selector));
            }
            try {
                return new Generator(receiver, deliveries, pace).run(selector, lines);
            } finally {
                for (Line line : lines) {
                    line.close();
                }
            }
        } catch (IOException e) {
            throw new BenchmarkFailed("the load could not be sent to " + receiver.address() + ": " + e.getMessage(), e);
        }
    }

    private Answers run(Selector selector, List<Line> lines) throws IOException {
        idle.addAll(lines);
        long last = start;
        while (true) {
            sendDue();
            if (answered == next && isOver()) {
                break;
            }
            if (selector.select(patience()) > 0) {
                last = System.nanoTime();
            } else if (answered < next && System.nanoTime() - last > LONGEST_SILENCE_MILLIS * 1_000_000) {
                throw new IOException((next - answered) + " deliveries were never answered");
            }
            for (SelectionKey key : selector.selectedKeys()) {
                attend((Line) key.attachment(), key);
            }
            selector.selectedKeys().clear();
        }
        return new Answers(Arrays.copyOf(statuses, next), Arrays.copyOf(latencies, next), elapsed() / 1e9);
    }

    private void sendDue() throws IOException {
        while (!idle.isEmpty() && !isOver() && pace.due(next) <= elapsed()) {
            Line line = idle.pop();
            int index = next++;
            latencies[index] = pace instanceof Pace.Open ? pace.due(index) : elapsed();
            deliveries.write(index, receiver, line.next(index));
            try {
                line.send();
            } catch (IOException _) {
                lose(line);
            }
        }
    }

    /** Milliseconds are the clock of a selector: an open pace is late by up to one, and that counts as latency. */
    private long patience() {
        if (idle.isEmpty() || isOver()) {
            return LONGEST_SILENCE_MILLIS;
        }
        return Math.max(1, (pace.due(next) - elapsed()) / 1_000_000);
    }

    private void attend(Line line, SelectionKey key) throws IOException {
        try {
            if (line.hasMoreToSend() && key.isWritable()) {
                line.write();
            }
            if (key.isReadable()) {
                OptionalInt status = line.read();
                if (status.isPresent()) {
                    if (line.isLast()) {
                        line.reconnect();
                    }
                    answer(line, status.getAsInt());
                }
            }
        } catch (IOException _) {
            lose(line);
        }
    }

    /** A receiver may also close a connection on which nothing is under way: nothing is lost then. */
    private void lose(Line line) throws IOException {
        line.reconnect();
        if (line.isBusy()) {
            answer(line, Answers.NONE);
        }
    }

    private void answer(Line line, int status) {
        statuses[line.index()] = status;
        latencies[line.index()] = elapsed() - latencies[line.index()];
        answered++;
        line.rest();
        idle.add(line);
    }

    private boolean isOver() {
        return next == deliveries.count() || elapsed() >= pace.length().toNanos();
    }

    private long elapsed() {
        return System.nanoTime() - start;
    }
}
