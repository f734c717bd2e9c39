package dev.bosai.activities.postgres.wal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The list of lost commits that people read, one JSON line each. */
final class LostCommits {
  static final String FILE = "lost-commits.jsonl";
  private final ObjectMapper json;
  private final Map<Relation, String> names;

  LostCommits(ObjectMapper json, Map<Relation, String> names) {
    this.json = json;
    this.names = names;
  }

  /**
   * One line.
   *
   * @param xid transaction id
   * @param at commit time by the old primary's clock
   * @param lsn of the commit record
   * @param tables it wrote to, as {@code schema.table}, or as WAL names them where that is unknown
   */
  private record Line(String xid, Instant at, String lsn, List<String> tables) {}

  byte[] lines(List<Commit> commits) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Commit commit : commits) {
      List<String> tables =
          commit.relations().stream()
              .map(relation -> names.getOrDefault(relation, relation.toString()))
              .distinct()
              .sorted()
              .toList();
      out.write(
          json.writeValueAsBytes(
              new Line(commit.xid(), commit.at(), commit.lsn().toString(), tables)));
      out.write('\n');
    }
    return out.toByteArray();
  }
}
