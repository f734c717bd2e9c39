package dev.bosai.activities.postgres.wal;

import dev.bosai.workflows.port.Lsn;
import java.util.Optional;

/**
 * One line of {@code pg_waldump}.
 *
 * @param manager resource manager, for example {@code Heap}
 * @param xid of the transaction or subtransaction; {@code 0} for none
 * @param lsn where it begins
 * @param description the rest
 */
public record WalRecord(String manager, String xid, Lsn lsn, String description) {

  /** Reads a line; empty if it is a note and not a record. */
  public static Optional<WalRecord> parse(String line) {
    int tx = line.indexOf(" tx: ");
    int lsn = line.indexOf(", lsn: ");
    int desc = line.indexOf(", desc: ");
    if (!line.startsWith("rmgr: ") || tx < 0 || lsn < tx || desc < lsn) {
      return Optional.empty();
    }
    int lsnStart = lsn + ", lsn: ".length();
    return Optional.of(
        new WalRecord(
            line.substring("rmgr: ".length(), line.indexOf(' ', "rmgr: ".length())),
            line.substring(tx + " tx: ".length(), lsn).strip(),
            Lsn.parse(line.substring(lsnStart, line.indexOf(',', lsnStart))),
            line.substring(desc + ", desc: ".length())));
  }

  /** Returns the first word of the description: what was done. */
  public String operation() {
    int end = 0;
    while (end < description.length()
        && (Character.isUpperCase(description.charAt(end)) || description.charAt(end) == '_')) {
      end++;
    }
    return description.substring(0, end);
  }
}
