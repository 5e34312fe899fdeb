package dev.mullion.sandbox.sender;

import dev.mullion.sandbox.world.Draw;
import dev.mullion.sandbox.world.Event;
import dev.mullion.sandbox.world.World;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An event to be sent, under an id that follows from it: what is sent again has the id it had. */
public record Delivery(UUID id, Event event) {
    private static final long VERSION = 0x4000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    public static List<Delivery> of(World world, List<? extends Event> events) {
        return events.stream().map(event -> of(world, event)).toList();
    }

    static Delivery of(World world, Event event) {
        Draw draw = Draw.of(
                world.seed(),
                world.company().key(),
                event.name().hashCode(),
                event.key(),
                event.at().getEpochSecond());
        long high = (draw.next() & ~0xF000L) | VERSION;
        long low = (draw.next() & ~0xC000_0000_0000_0000L) | VARIANT;
        return new Delivery(new UUID(high, low), event);
    }

    Instant at() {
        return event.at();
    }
}
