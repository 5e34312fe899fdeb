package dev.mullion.tenancy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Takes one broken connection as a sign that the server restarted: the idle ones beside it are closed as well. The pool
 * itself lends a connection unchecked when it was used within the last half second, so without this each of them would
 * fail one transaction after the database is back.
 */
final class BrokenConnections implements SQLExceptionOverride {

    private volatile @Nullable HikariDataSource pool;

    static HikariDataSource watch(HikariConfig config) {
        var broken = new BrokenConnections();
        config.setExceptionOverride(broken);
        var pool = new HikariDataSource(config);
        broken.pool = pool;
        return pool;
    }

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        HikariDataSource watched = pool;
        if (watched != null && isBroken(failure.getSQLState())) {
            watched.getHikariPoolMXBean().softEvictConnections();
        }
        return Override.CONTINUE_EVICT;
    }

    /** Connection exceptions, and the server's own shutdown, crash and start (PostgreSQL, appendix A). */
    static boolean isBroken(@Nullable String state) {
        return state != null
                && (state.startsWith("08") || state.equals("57P01") || state.equals("57P02") || state.equals("57P03"));
    }
}
