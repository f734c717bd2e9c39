package dev.bosai.activities.postgres.prove;

import dev.bosai.activities.postgres.restore.InstanceServer;
import dev.bosai.workflows.port.Lsn;
import dev.bosai.workflows.port.Proven.Check;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a restore into a throw-away instance.
 *
 * @param server of the instance
 * @param check whether it has reached what it should
 * @param lsn the last position that was replayed
 * @param at commit time of the newest transaction that was replayed; null if none was
 * @param copyMs time of the copy, in milliseconds
 * @param replayMs time of the replay, in milliseconds
 */
record Replayed(
    InstanceServer server,
    Check check,
    Lsn lsn,
    @Nullable Instant at,
    long copyMs,
    long replayMs) {}
