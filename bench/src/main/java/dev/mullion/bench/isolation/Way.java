package dev.mullion.bench.isolation;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One way of keeping tenants apart, through which every statement of the benchmark runs with the same text. */
interface Way extends AutoCloseable {

    String name();

    /**
     * One transaction of one workspace with one statement. Whatever the way needs to switch to the workspace is part of
     * it.
     */
    <T> T within(UUID workspace, Statement<T> statement);

    @Override
    void close();

    /** A statement whose {@code :workspace} is bound already. */
    @FunctionalInterface
    interface Statement<T> {
        T run(Sql sql);
    }

    /** What a way lends for one transaction. */
    @FunctionalInterface
    interface Sql {
        JdbcClient.StatementSpec sql(String text);
    }
}
