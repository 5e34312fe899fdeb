package dev.mullion.vault;

import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.NodeMarks;
import dev.mullion.settings.KeyCustody;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.GlobalSql;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells the database once a minute that this server runs, and leaves a mark in its key store, so that servers which do
 * not share one are found out: by {@code doctor}, and in the log. If it fails, the next minute tries again.
 */
@Component
class KeyHolders implements DisposableBean {

    /** Of a server that was not heard of for so long nothing is kept. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(KeyHolders.class);

    private final UUID node = UUID.randomUUID();
    private final GlobalSql global;
    private final NodeMarks marks;
    private final String roles;
    private final Clock clock;
    private volatile boolean saysThatItFails;

    KeyHolders(GlobalSql global, KeyRing keys, Settings settings, Clock clock) {
        this.global = global;
        this.marks = keys.nodeMarks();
        this.roles = settings.custody().roles().stream()
                .map(KeyCustody.Role::name)
                .sorted()
                .collect(Collectors.joining(","))
                .toLowerCase(Locale.ROOT);
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 60_000)
    void tell() {
        try {
            lookFor(told(clock.instant()));
            saysThatItFails = false;
        } catch (DataAccessException | KeysUnavailable e) {
            if (!saysThatItFails) {
                LOG.warn("This server cannot be told of now: {}", e.getClass().getSimpleName());
            }
            saysThatItFails = true;
        }
    }

    /**
     * No row without a mark: a server that may only read its key store would be taken for one that has another. And the
     * mark once more, since others remove those without a row.
     */
    private Set<UUID> told(Instant now) {
        marks.leave(node);
        tell(now);
        marks.leave(node);
        return running(now);
    }

    private void lookFor(Set<UUID> running) {
        marks.keepOnly(running);
        long elsewhere = running.stream().filter(other -> !marks.has(other)).count();
        if (elsewhere > 0) {
            LOG.warn(
                    "{} servers on this database have another key store than this one; run bin/mullion doctor",
                    elsewhere);
        }
    }

    private void tell(Instant now) {
        global.sql("""
                insert into key_holder (node, host, roles, seen_at)
                values (:node, :host, :roles, :now)
                on conflict (node) do update
                   set seen_at = excluded.seen_at
                """)
                .param("node", node)
                .param("host", host())
                .param("roles", roles)
                .param("now", Timestamp.from(now))
                .update();
    }

    private Set<UUID> running(Instant now) {
        global.sql("delete from key_holder where seen_at < :forgotten")
                .param("forgotten", Timestamp.from(now.minus(FORGOTTEN)))
                .update();
        return Set.copyOf(global.sql("select node from key_holder order by seen_at desc limit 1000")
                .query(UUID.class)
                .list());
    }

    private static String host() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return name.length() > 200 ? name.substring(0, 200) : name;
        } catch (UnknownHostException _) {
            return "a machine without a name";
        }
    }

    @Override
    public void destroy() {
        try {
            global.sql("delete from key_holder where node = :node")
                    .param("node", node)
                    .update();
            marks.remove(node);
        } catch (DataAccessException | KeysUnavailable e) {
            LOG.info("This server will be forgotten in {} minutes", FORGOTTEN.toMinutes());
        }
    }
}
