package dev.mullion.connectors.projection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The allow-listed values of one body or array element. Closing it wipes its private texts. For one thread. */
public final class Reading implements AutoCloseable {

    private final Object list;
    private final @Nullable Object[] values;
    private int passedOver;

    Reading(Object list, int slots) {
        this.list = list;
        this.values = new @Nullable Object[slots];
    }

    /** The value, or null where the body does not have it or says null. */
    public <T> @Nullable T get(Slot<T> slot) {
        return slot.in(list, values);
    }

    /** The value; without one, the whole body is refused with the slot's path. */
    public <T> T require(Slot<T> slot) {
        T value = get(slot);
        if (value == null) {
            throw new Refusal(slot.path(), "a value");
        }
        return value;
    }

    /**
     * The bytes of a token, which outlive the reading and are the caller's to wipe; where there is none that a header
     * can carry, the whole body is refused with the slot's path.
     */
    public byte[] token(Slot<PrivateText> slot) {
        return require(slot).token().orElseThrow(() -> refusal(slot, "a token of visible ASCII"));
    }

    /** To be thrown where a value is none that can be kept: the whole body is refused with the slot's path. */
    public RuntimeException refusal(Slot<?> slot, String expected) {
        return new Refusal(slot.path(), expected);
    }

    /** Whether the flag is there and set. */
    public boolean isSet(Slot<Boolean> slot) {
        return Boolean.TRUE.equals(get(slot));
    }

    /** How many properties of this object, and of objects in it that are no elements, are not on the list. */
    public int passedOver() {
        return passedOver;
    }

    void passOver() {
        passedOver++;
    }

    void put(int slot, Object value) {
        values[slot] = value;
    }

    @Override
    public void close() {
        for (Object value : values) {
            switch (value) {
                case PrivateText text -> text.wipe();
                case Reading one -> one.close();
                case List<?> elements -> elements.forEach(Reading::wipe);
                case null, default -> {}
            }
        }
    }

    private static void wipe(Object element) {
        if (element instanceof Reading reading) {
            reading.close();
        }
    }
}
