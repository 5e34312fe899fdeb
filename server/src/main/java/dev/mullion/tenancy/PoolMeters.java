package dev.mullion.tenancy;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.mullion.meters.Meter;
import dev.mullion.meters.Metered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How much of the pools of database connections is in use. */
final class PoolMeters implements Metered {

    private final Map<String, HikariDataSource> pools;

    PoolMeters(Map<String, HikariDataSource> pools) {
        this.pools = Map.copyOf(pools);
    }

    @Override
    public List<Meter> meters() {
        List<Meter.Sample> connections = new ArrayList<>();
        List<Meter.Sample> most = new ArrayList<>();
        List<Meter.Sample> waiting = new ArrayList<>();
        pools.forEach((name, pool) -> {
            HikariPoolMXBean now = pool.getHikariPoolMXBean();
            if (now != null) {
                connections.add(Meter.Sample.of(now.getActiveConnections(), "pool", name, "state", "active"));
                connections.add(Meter.Sample.of(now.getIdleConnections(), "pool", name, "state", "idle"));
                waiting.add(Meter.Sample.of(now.getThreadsAwaitingConnection(), "pool", name));
            }
            most.add(Meter.Sample.of(pool.getMaximumPoolSize(), "pool", name));
        });
        return List.of(
                Meter.gauge("mullion_database_connections", "Connections to the database.", connections),
                Meter.gauge("mullion_database_connections_most", "The most that there may be.", most),
                Meter.gauge("mullion_database_connections_awaited", "Threads that wait for one.", waiting));
    }
}
