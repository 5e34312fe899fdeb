package dev.mullion.audit;

import dev.mullion.tenancy.TenantSql;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Up to where the log of the workspace whose door is open was pruned, and what stands for the events before. */
@Component
class Pruned {

    private final TenantSql tenant;

    Pruned(TenantSql tenant) {
        this.tenant = tenant;
    }

    /**
     * The last pruning.
     *
     * @param size how many events it left hashes of, which is a checkpoint's size
     * @param announced the event that says so
     * @param hashes of those of them that fill no tile, the last ones
     * @param last of those that went
     * @param policy the event by which they went
     */
    record Prefix(long size, long announced, List<byte[]> hashes, Kept last, Kept policy) {

        Prefix {
            hashes = List.copyOf(hashes);
        }

        /** The first event whose hash is here. */
        long first() {
            return size - hashes.size();
        }
    }

    /**
     * What is left of an event that may be gone.
     *
     * @param leaf the hash that header and commitment give, in hexadecimal
     */
    record Kept(String header, String leaf) {

        static Kept of(String header, byte[] commitment) {
            MessageDigest sha256 = TreeHash.digest();
            sha256.update((byte) 0);
            sha256.update(header.getBytes(StandardCharsets.UTF_8));
            return new Kept(header, HexFormat.of().formatHex(sha256.digest(commitment)));
        }

        boolean isOf(byte[] hash) {
            return leaf.equals(HexFormat.of().formatHex(hash));
        }
    }

    /** The place from which on the log is complete. */
    long end() {
        return tenant.sql("select coalesce(max(size), 0) from audit_pruned where workspace_id = :workspace")
                .query(Long.class)
                .single();
    }

    Optional<Prefix> prefix() {
        return tenant.sql("""
                select size, announced, hashes,
                       coalesce(header, '') as header,
                       coalesce(commitment, '') as commitment,
                       coalesce(policy_header, '') as policy_header,
                       coalesce(policy_commitment, '') as policy_commitment
                  from audit_pruned
                 where workspace_id = :workspace
                 order by size desc
                 limit 1
                """)
                .query((row, _) -> new Prefix(
                        row.getLong("size"),
                        row.getLong("announced"),
                        split(row.getBytes("hashes")),
                        Kept.of(row.getString("header"), row.getBytes("commitment")),
                        Kept.of(row.getString("policy_header"), row.getBytes("policy_commitment"))))
                .optional();
    }

    static List<byte[]> split(byte[] hashes) {
        List<byte[]> split = new ArrayList<>();
        for (ByteBuffer left = ByteBuffer.wrap(hashes); left.hasRemaining(); ) {
            byte[] hash = new byte[TreeHash.BYTES];
            left.get(hash);
            split.add(hash);
        }
        return split;
    }
}
