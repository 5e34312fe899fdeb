package dev.mullion.web;

import java.util.function.Function;
import java.util.stream.Stream;

/** All pages in all situations they are looked at in. */
final class Stories {

    private Stories() {}

    static Stream<Story> all() {
        return Stream.of(
                        HomeStories.all(),
                        EngineeringStories.all(),
                        ConnectionStories.all(),
                        DoorStories.all(),
                        TrustStories.all(),
                        FinanceStories.all(),
                        LinkStories.all())
                .flatMap(Function.identity());
    }
}
