package dev.mullion;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The server's entry point. */
@SpringBootApplication
public class Mullion {

    public static void main(String[] arguments) {
        SpringApplication.run(Mullion.class, arguments);
    }
}
