package dev.bosai.workflows.port;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A measured loss, with its source and scope.
 *
 * @param source {@code wal} (all commits past the fork, from the dead node's disk), {@code probe}
 *     (acknowledged probe rows that are missing) or {@code estimate}
 * @param scope what the count counts, for example {@code all commits} or {@code probe rows}
 * @param count how many were lost
 * @param from time of the oldest lost one; null if nothing was lost or it is unknown
 * @param to time of the newest lost one; null if nothing was lost or it is unknown
 * @param lossMs newest acknowledged write before the outage − oldest lost one, in milliseconds
 * @param ids the first 1,000: transaction ids for {@code wal}, probe row ids for {@code probe}
 * @param idsFile file with all of them, on the host that measured; empty if none was written
 * @param sha256 of that file; empty if none was written
 * @param text one sentence for people that says what is known and what is not
 */
public record LossFound(
    String source,
    String scope,
    long count,
    @Nullable Instant from,
    @Nullable Instant to,
    long lossMs,
    List<String> ids,
    String idsFile,
    String sha256,
    String text) {

  /** The source of a loss that nothing could be asked about. */
  public static final String ESTIMATE = "estimate";

  /** Returns the same loss with the list of all ids in another place. */
  public LossFound listedIn(String file) {
    return new LossFound(source, scope, count, from, to, lossMs, ids, file, sha256, text);
  }
}
