package dev.mullion.web;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One browser at the end of a stream. A slow one holds up nobody: it has at most one message under way, on a thread of
 * its own, and what comes meanwhile is told with the next.
 */
final class Listener {

    private final SseEmitter emitter;
    private final AtomicBoolean sending = new AtomicBoolean();
    private final AtomicBoolean missed = new AtomicBoolean();

    Listener(SseEmitter emitter) {
        this.emitter = emitter;
    }

    void changed() {
        missed.set(true);
        send();
    }

    /** A comment: browsers ignore it, and a connection that is gone is noticed. */
    void beat() {
        send();
    }

    void end() {
        emitter.complete();
    }

    private void send() {
        if (sending.compareAndSet(false, true)) {
            Thread.ofVirtual().name("event-stream").start(this::write);
        }
    }

    private void write() {
        try {
            emitter.send(
                    missed.getAndSet(false)
                            ? SseEmitter.event().name("changed").data("")
                            : SseEmitter.event().comment(""));
        } catch (IOException | IllegalStateException gone) {
            emitter.complete();
        } finally {
            sending.set(false);
        }
    }
}
