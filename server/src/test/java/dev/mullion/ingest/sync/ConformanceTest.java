package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.Generated;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.Manifests;
import dev.mullion.egress.Bounds;
import dev.mullion.egress.Egress;
import dev.mullion.egress.Hurry;
import dev.mullion.sandbox.vendor.NeverKept;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every fault at every connector, through the real server; docs/conformance.md is what they came to. */
class ConformanceTest {

    private static final Set<Fault> ENDING = EnumSet.of(Fault.TOKEN_DEATH, Fault.BROAD);
    private static final Duration HURRIED = Duration.ofSeconds(3);

    private final List<Subject> subjects = List.of(new HostileGitHub(), new HostileStripe(), new HostileXero());

    @Test
    void everyConnectorThatReadsIsASubject() {
        assertThat(subjects)
                .extracting(Subject::vendor)
                .containsExactlyInAnyOrderElementsOf(ReadGitHub.bean(Manifests.class).all().stream()
                        .map(Manifest::vendor)
                        .toList());
    }

    @Test
    @Attack({"reliability-15", "reliability-16", "reliability-28", "reliability-53"})
    void everyFaultEndsWithTheSameFactsAtEveryConnectorAndTheTableSaysHow() {
        List<String> lines = new ArrayList<>(List.of(
                "| fault | vendor | what happened | the connection | the next run |",
                "| --- | --- | --- | --- | --- |"));
        for (Fault fault : Fault.values()) {
            for (Subject subject : subjects) {
                lines.add(conformed(fault, subject).line());
            }
        }
        Generated.matches(Path.of("../docs/conformance.md"), "conformance", String.join("\n", lines) + "\n");
    }

    private static Conformed conformed(Fault fault, Subject subject) {
        String what = fault.title() + " at " + subject.vendor();
        Hurry.forgetBudgets(ReadGitHub.bean(Egress.class));
        subject.connect();
        String said = fault.isOfReading() ? fault(fault, subject) : subject.happen(fault);
        Connection connection = subject.connection();
        assertThat(connection.takes()).as("%s: whether it takes", what).isEqualTo(!ENDING.contains(fault));

        subject.behave();
        Hurry.forgetBudgets(ReadGitHub.bean(Egress.class));
        String mended = subject.mended(fault);
        SyncRun next = subject.read();

        assertThat(next.state()).as("%s: %s", what, next.coverage()).isEqualTo(SyncRun.State.COMPLETE);
        assertThat(subject.connection().state()).as(what).isEqualTo(Connection.State.ACTIVE);
        assertThat(Conformed.kept(subject.workspace().id()))
                .as("%s: what is kept", what)
                .noneMatch(row -> row.contains(NeverKept.CANARY) || row.contains("169.254"));
        List<String> state = subject.state();
        Hurry.forgetBudgets(ReadGitHub.bean(Egress.class));
        assertThat(state).as(what).containsExactlyInAnyOrderElementsOf(subject.expected(fault));
        return new Conformed(
                fault.title(),
                subject.vendor(),
                said,
                connection.state().word(),
                mended + next.state().word() + ", the same facts");
    }

    private static String fault(Fault fault, Subject subject) {
        subject.feel(fault);
        if (fault != Fault.SLOW) {
            return Conformed.words(subject.read());
        }
        Bounds usual = Hurry.bound(subject.client(), Hurry.within(HURRIED));
        try {
            return Conformed.words(subject.read());
        } finally {
            Hurry.bound(subject.client(), usual);
        }
    }
}
