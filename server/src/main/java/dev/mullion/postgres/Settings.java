package dev.mullion.postgres;

/** The server's configuration, written at every start so that a new version's settings reach an old folder. */
record Settings(int port, boolean durable) {

    static final String FILE = "mullion.conf";

    /** One line for one door: passwords over loopback. No socket, no replication, no trust. */
    static final String CLIENTS = """
            # Written by Mullion at every start.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    /**
     * A statement, a parameter, a row or a value must never reach the log, and PostgreSQL quotes values in its errors
     * ({@code invalid input syntax for type integer: "..."}), rows in their details, and statements beside both. So
     * errors are for the client alone: {@code log_min_messages = log} is above them and below what ends a process.
     * {@code wal_compression} stays off so that a search for residue can read the write-ahead log. Statistics are
     * renewed every few seconds: what was planned for an empty table walks the whole of a grown one.
     */
    String text() {
        return """
                # Written by Mullion at every start; changes here are lost.
                allow_alter_system = off
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                max_connections = 60
                shared_buffers = '128MB'
                jit = off
                autovacuum_naptime = '10s'
                fsync = %s
                wal_level = minimal
                max_wal_senders = 0
                max_wal_size = '512MB'
                min_wal_size = '80MB'
                wal_compression = off
                max_logical_replication_workers = 0
                timezone = 'UTC'
                log_timezone = 'UTC'
                log_destination = 'stderr'
                logging_collector = off
                log_min_messages = log
                log_error_verbosity = terse
                log_statement = none
                log_min_error_statement = panic
                log_min_duration_statement = -1
                log_parameter_max_length = 0
                log_parameter_max_length_on_error = 0
                log_checkpoints = off
                log_connections = ''
                log_disconnections = off
                """.formatted(port, durable ? "on" : "off");
    }
}
