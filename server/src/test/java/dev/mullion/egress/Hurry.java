package dev.mullion.egress;

import com.github.benmanes.caffeine.cache.Cache;
import java.lang.reflect.Field;
import java.time.Duration;

/** Time that a test of a whole server cannot wait for. */
public final class Hurry {

    private Hurry() {}

    /**
     * Forgets who was told to wait and who spent what, as a server does that was just started. Stands for the time that
     * a vendor asks to be left alone.
     */
    public static void forgetBudgets(Egress egress) {
        ((Cache<?, ?>) of(egress.budgets(), "lines")).invalidateAll();
    }

    /** Gives a client other bounds, and returns what it had. */
    public static Bounds bound(LimitedClient client, Bounds bounds) {
        Permit permit = (Permit) of(client, "permit");
        try {
            field(client, "permit").set(client, permit.within(bounds));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
        return permit.bounds();
    }

    /** So much for a call from beginning to end, waiting included, that nothing is tried twice. */
    public static Bounds within(Duration whole) {
        Bounds usual = Bounds.standard();
        return new Bounds(whole, whole, whole, usual.bytes());
    }

    /** What a private field of an object holds. */
    public static Object of(Object owner, String name) {
        try {
            return field(owner, name).get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field field(Object owner, String name) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(owner.getClass().getSimpleName() + " has no field " + name, e);
        }
    }
}
