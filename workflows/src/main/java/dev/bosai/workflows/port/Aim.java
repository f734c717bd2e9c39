package dev.bosai.workflows.port;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a restore ends and with what, proven before anything is touched.
 *
 * @param asked the target as the person wrote it
 * @param text the point that was chosen, one sentence; says so when it is not what was asked for
 * @param exact whether it is what was asked for
 * @param systemIdentifier of the cluster
 * @param backup to restore
 * @param timeline to follow, pinned: the newest one is not always the right one
 * @param lsn at which replay stops
 * @param inclusive whether the record at that position is still replayed
 * @param at commit time of the last transaction that is in; null if none was found
 * @param after how many transactions committed after the point, all of which are lost by a switch
 * @param newest commit time of the newest of them; null if there is none
 * @param segments names of the WAL files that are replayed, the first and the last
 * @param walBytes that are replayed
 * @param copyMs forecast of the copy, in milliseconds
 * @param replayMs forecast of the replay, in milliseconds
 * @param notes further things a person should know, one sentence each
 * @param noSwitch why what is restored could not take the node's place, and what to do about it;
 *     null if nothing is in the way
 */
public record Aim(
    String asked,
    String text,
    boolean exact,
    String systemIdentifier,
    Backup backup,
    int timeline,
    Lsn lsn,
    boolean inclusive,
    @Nullable Instant at,
    long after,
    @Nullable Instant newest,
    List<String> segments,
    long walBytes,
    long copyMs,
    long replayMs,
    List<String> notes,
    @Nullable String noSwitch) {}
