package dev.mullion.tenancy;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * Does work once more, on a fresh connection, when the connection it had broke: the first one that is lent after a
 * restart of the database is a broken one. Only for work that may be done twice: what was committed although its answer
 * was lost is done again.
 */
public final class SecondTry {

    private static final Logger LOG = LoggerFactory.getLogger(SecondTry.class);
    private static final int DEEPEST_CAUSE = 8;

    private SecondTry() {}

    /** Work of any result and one kind of failure. */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T run() throws X;
    }

    /**
     * The work's result, of the first try or of the second.
     *
     * @throws X whatever the second try raises, and what the first raises for any other reason than a broken
     *     connection; that no connection could be had at all is such a reason
     */
    public static <T, X extends Exception> T whenBroken(Work<T, X> work) throws X {
        try {
            return work.run();
        } catch (Exception e) {
            if (e instanceof CannotGetJdbcConnectionException || !isOfBrokenConnection(e)) {
                throw e;
            }
            LOG.warn("A connection broke; what it was for is tried once more");
        }
        return work.run();
    }

    private static boolean isOfBrokenConnection(Throwable failure) {
        return Stream.iterate(failure, found -> found != null, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .anyMatch(cause -> cause instanceof SQLException sql && BrokenConnections.isBroken(sql.getSQLState()));
    }
}
