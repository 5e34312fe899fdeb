package dev.mullion.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison that stands beside every test, on its own. */
class AnsweredTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "nothing",
            value = {
                "a change that left what it says                | declared | true  | true  | SIGNED_IN                | true",
                "a change that left more                        | declared | true  | true  | SECRET_STORED SIGNED_IN  | true",
                "a change that left nothing                     | declared | true  | true  | nothing                  | false",
                "a change that left another thing               | declared | true  | true  | SIGNED_OUT               | false",
                "a change that was refused                      | declared | true  | false | nothing                  | true",
                "a change that may find nothing to do           | excused  | true  | true  | nothing                  | true",
                "a change that left another thing than its own  | excused  | true  | true  | SIGNED_OUT               | false",
                "a change that needed a secret to find nothing  | excused  | true  | true  | SECRET_USED              | true",
                "a change that says nothing of what it leaves   | silent   | true  | true  | SIGNED_IN                | false",
                "a way back that left nothing                   | declared | false | true  | nothing                  | false",
                "a read that left nothing                       | silent   | false | true  | nothing                  | true",
                "a read that needed a secret                    | silent   | false | true  | SECRET_USED              | true",
                "a read that changed something                  | silent   | false | true  | SECRET_USED SIGNED_IN    | false"
            })
    void agreesWithItsRouteOrNot(
            String what, String route, boolean changing, boolean carriedOut, String left, boolean agrees)
            throws NoSuchMethodException {
        Recorded says = AnsweredTest.class.getDeclaredMethod(route).getAnnotation(Recorded.class);
        List<AuditAction> actions = Stream.of(
                        Objects.requireNonNullElse(left, "").split(" "))
                .filter(word -> !word.isEmpty())
                .map(AuditAction::valueOf)
                .toList();

        assertThat(new Answered(route, says, changing, carriedOut, actions)
                        .disagreement()
                        .isEmpty())
                .as(what)
                .isEqualTo(agrees);
    }

    @Recorded(AuditAction.SIGNED_IN)
    void declared() {}

    @Recorded(value = AuditAction.SIGNED_IN, unless = "somebody is")
    void excused() {}

    void silent() {}
}
