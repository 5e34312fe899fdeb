package dev.mullion.bench.sync;

import dev.mullion.bench.machine.Child;
import dev.mullion.bench.machine.Cost;
import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.MullionServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks at a process and at the database while the process reads. */
final class Meter {

    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(500);

    private final Database database;
    private final Child process;
    private final String wal;
    private final double cpu;
    private final double databaseCpu;
    private final List<Double> memory = new ArrayList<>();

    private Meter(Database database, Child process) {
        this.database = database;
        this.process = process;
        this.wal = database.text(MullionServer.DATABASE, "select pg_current_wal_lsn()");
        this.cpu = Cost.cpuSeconds(process.pid());
        this.databaseCpu = Cost.cpuSeconds(database.pid());
    }

    /** Counts from here on. */
    static Meter start(Database database, Child process) {
        return new Meter(database, process);
    }

    void lookUntil(BooleanSupplier hasEnded) {
        while (!hasEnded.getAsBoolean()) {
            memory.add(Cost.residentMegabytes(process.pid()));
            LockSupport.parkNanos(STEP);
        }
        memory.add(Cost.residentMegabytes(process.pid()));
    }

    Effort effort() {
        return new Effort(
                Cost.cpuSeconds(process.pid()) - cpu,
                Cost.cpuSeconds(database.pid()) - databaseCpu,
                database.number(
                        MullionServer.DATABASE, "select pg_wal_lsn_diff(pg_current_wal_lsn(), '" + wal + "')::bigint"),
                memory);
    }
}
