package dev.mullion.ingest.sync;

import dev.mullion.connectors.Connection;
import dev.mullion.egress.LimitedClient;
import dev.mullion.tenancy.Workspace;
import java.util.List;

/** A connector on the real server, at a vendor that can be told to be hostile. One connection at a time. */
interface Subject {

    String vendor();

    /** A connection in a workspace of its own, at a vendor that behaves and has small pages. */
    void connect();

    /** From now on the vendor makes this fault in what it answers. */
    void feel(Fault fault);

    void behave();

    /**
     * Sends, or changes at the vendor, what makes this fault.
     *
     * @return what became of what was sent, or of the runs in between
     */
    String happen(Fault fault);

    SyncRun read();

    /** What a person has to do after this fault before the next run can read. */
    default String mended(Fault fault) {
        return "";
    }

    Workspace workspace();

    Connection connection();

    /** What is known, without what differs from workspace to workspace. */
    List<String> state();

    /** What would be known by now had the vendor always behaved. */
    List<String> expected(Fault fault);

    LimitedClient client();
}
