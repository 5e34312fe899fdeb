package dev.mullion;

import dev.mullion.cli.Commands;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The entry point of command line and server. */
@SpringBootApplication
public class Mullion {

    public static void main(String[] arguments) {
        Commands.main(Mullion.class, arguments);
    }
}
