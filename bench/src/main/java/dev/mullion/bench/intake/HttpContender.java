package dev.mullion.bench.intake;

import dev.mullion.bench.load.Answers;
import dev.mullion.bench.load.Deliveries;
import dev.mullion.bench.load.Generator;
import dev.mullion.bench.load.Pace;
import dev.mullion.bench.load.Receiver;
import dev.mullion.bench.machine.Child;
import java.time.Duration;
import java.util.OptionalLong;

/** A receiver of webhooks, under a load that waits for each answer before the next delivery of a connection. */
record HttpContender(String name, Child process, Receiver receiver) implements Contender {

    static final int CONNECTIONS = 64;

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(process.pid());
    }

    @Override
    public Counted run(Deliveries deliveries, Duration length) {
        Answers answers = Generator.run(receiver, deliveries, new Pace.Closed(length), CONNECTIONS);
        return new Counted(answers.accepted(), answers.sent() - answers.accepted(), answers.seconds());
    }
}
