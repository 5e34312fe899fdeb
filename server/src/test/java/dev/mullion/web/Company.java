package dev.mullion.web;

import dev.mullion.web.view.Deliveries;
import dev.mullion.web.view.Frame;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.Theme;
import dev.mullion.web.view.part.Csrf;
import dev.mullion.web.view.part.Moment;
import dev.mullion.web.view.part.Progress;
import dev.mullion.web.view.part.Receipt;
import dev.mullion.web.view.part.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A made-up company to tell the stories about, and the frames around its pages. */
final class Company {

    static final Instant NOW = Instant.parse("2026-11-06T15:42:10Z");
    static final Wording WORDING = new Wording(Locale.ENGLISH, ZoneOffset.UTC, NOW);
    static final Csrf CSRF = new Csrf("_csrf", "X-CSRF-TOKEN", "synthetic-token-0123456789");

    /** What a hostile vendor might send as a label, were it not refused long before. */
    static final String HOSTILE = "<img src=x onerror=alert(1)>\"'`</script>&{{x}}";

    static final String RIGHT_TO_LEFT = "שרה לדוגמה بن عبد العزيز";
    static final String LONGEST = "Larkfield-Precision-Instruments-and-Metrology-Holding-International/"
            + "very-long-repository-name-that-uses-all-of-its-120-x";

    private static final Frame.Workspace SAMPLE = new Frame.Workspace("sample", "Larkfield Instruments");
    private static final List<Place> ALL =
            List.of(Place.HOME, Place.ENGINEERING, Place.INTEGRATIONS, Place.MEMBERS, Place.AUDIT);

    private Company() {}

    static Frame frame(String title, Place current) {
        return frame(title, current, "Robin Example", SAMPLE, ALL, null);
    }

    static Frame busyFrame(String title, Place current) {
        return frame(
                title,
                current,
                "Robin Example",
                SAMPLE,
                ALL,
                new Progress(
                        "Reading the sample company's history",
                        8_412,
                        31_900L,
                        "8,412 of 31,900 deliveries",
                        "7 Oct to 6 Nov 2026",
                        "about 3 min left"));
    }

    static Frame oddlyNamedFrame(String title, Place current) {
        return frame(title, current, RIGHT_TO_LEFT, new Frame.Workspace("odd", LONGEST), ALL, null);
    }

    /** For a person with engineering:read and nothing else. */
    static Frame frameOfOnePermission(String title, Place current) {
        return frame(title, current, "Kim Example", SAMPLE, List.of(Place.HOME, Place.ENGINEERING), null);
    }

    static Moment ago(Duration ago) {
        return WORDING.moment(NOW.minus(ago));
    }

    static Deliveries deliveries() {
        return new Deliveries(
                "48,210",
                "1,022",
                "3",
                "6,871",
                Receipt.of(
                        WORDING,
                        412_000_000,
                        9_140_000,
                        new Receipt.Search(Receipt.Found.NOTHING, ago(Duration.ofHours(3)))),
                ago(Duration.ofSeconds(8)));
    }

    private static Frame frame(
            String title,
            Place current,
            String person,
            Frame.Workspace workspace,
            List<Place> places,
            @Nullable Progress progress) {
        return new Frame(
                title,
                workspace,
                Stream.of(SAMPLE, new Frame.Workspace("neighbour", "Neighbour Ltd"))
                        .filter(other -> !other.equals(workspace) && places.size() > 2)
                        .toList(),
                person,
                "Synthetic sample data",
                places.stream()
                        .map(place -> Frame.Destination.of(workspace, place, current))
                        .toList(),
                current == Place.HOME ? 3 : 1,
                WORDING.moment(NOW),
                Theme.AUTO,
                CSRF,
                workspace.href() + "/events",
                progress,
                null);
    }
}
