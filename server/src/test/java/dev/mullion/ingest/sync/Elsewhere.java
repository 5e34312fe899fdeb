package dev.mullion.ingest.sync;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.BookId;
import dev.mullion.telemetry.Fact;
import dev.mullion.telemetry.PullRequestId;
import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.ReviewId;
import dev.mullion.telemetry.SubscriptionId;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The same history about other things: every id of a fact moved by one number, so that many tellings of one history
 * stand side by side in one workspace and are stored together.
 */
final class Elsewhere {

    /** Between two tellings; no id of the sandbox is as large. */
    static final long APART = 100_000_000_000_000L;

    private static final Map<Class<?>, Shape> SHAPES = new HashMap<>();

    private Elsewhere() {}

    /** How a record is taken apart and made. */
    private record Shape(List<String> names, List<Method> accessors, Constructor<?> constructor) {

        static Shape of(Class<?> type) {
            try {
                List<RecordComponent> components = List.of(type.getRecordComponents());
                Constructor<?> constructor = type.getDeclaredConstructor(
                        components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
                return new Shape(
                        components.stream().map(RecordComponent::getName).toList(),
                        components.stream().map(RecordComponent::getAccessor).toList(),
                        constructor);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("a record has its constructor", e);
            }
        }
    }

    static Fact moved(Fact fact, int telling) {
        Shape shape = SHAPES.computeIfAbsent(fact.getClass(), Shape::of);
        @Nullable Object[] values = new @Nullable Object[shape.names().size()];
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = moved(shape.names().get(i), shape.accessors().get(i).invoke(fact), telling);
            }
            return (Fact) shape.constructor().newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a fact is a public record", e);
        }
    }

    private static @Nullable Object moved(String name, @Nullable Object value, int telling) {
        return switch (value) {
            case RepositoryId id -> new RepositoryId(id.value() + telling * APART);
            case PullRequestId id -> new PullRequestId(id.value() + telling * APART);
            case ReviewId id -> new ReviewId(id.value() + telling * APART);
            case Long id when name.equals("externalId") -> id + telling * APART;
            case IdHash hash -> new IdHash(moved(hash.value(), telling));
            case UUID source -> moved(source, telling);
            case BookId id -> new BookId(moved(id.source(), telling), id.id());
            case SubscriptionId id -> new SubscriptionId(id.value() + "_" + telling);
            case null -> null;
            case Object other -> other;
        };
    }

    /** The last four bytes say which telling it is. */
    private static UUID moved(UUID of, int telling) {
        return new UUID(of.getMostSignificantBits(), (of.getLeastSignificantBits() & 0xffff_ffff_0000_0000L) | telling);
    }
}
