package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.workflows.port.RowActivities.TableChanges;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one table had that the restored one has not, as a CSV file and as statements. An updated row
 * is two lines of the CSV, the old one first. Without a change there are no files.
 */
final class ChangeFiles implements Merge.Sink, Closeable {
  private final Pair pair;
  private final Place place;
  private final Against against;
  private final Statements statements;
  private @Nullable CsvFile csv;
  private @Nullable CsvFile sql;
  private long inserted;
  private long updated;
  private long deleted;
  private long conflicts;

  ChangeFiles(Pair pair, Place place, Against against) {
    this.pair = pair;
    this.place = place;
    this.against = against;
    this.statements = new Statements(pair);
  }

  /**
   * Where the files are.
   *
   * @param folder there
   * @param name without an ending
   * @param database whose table it is
   * @param creation statements that make the table first; empty where it is
   * @param owner who reads them
   */
  record Place(Path folder, String name, String database, String creation, Owner owner) {
    Path file(String ending) {
      return folder.resolve(name + ending);
    }
  }

  @Override
  public void inserted(Row row) throws IOException {
    inserted++;
    csv().line(cells("inserted", "old", null, row));
    sql().text(statements.insert(row));
  }

  @Override
  public void updated(Row source, Row base) throws IOException {
    updated++;
    String changed =
        statements.changed(source, base).stream()
            .map(i -> pair.columns().get(i).name())
            .collect(Collectors.joining(" "));
    csv().line(cells("updated", "old", changed, source));
    csv().line(cells("updated", against.base(), changed, base));
    String statement = statements.update(source, base);
    if (!statement.isEmpty()) {
      sql().text(statement);
    }
  }

  @Override
  public void deleted(Row row) throws IOException {
    deleted++;
    csv().line(cells("deleted", against.base(), null, row));
    sql().text(statements.delete(row));
  }

  /**
   * Shows a row that the other side wrote as well; what would be run is a comment.
   *
   * @param insert whether it came to be here
   * @param base the other side's row; null if it was deleted there
   */
  void conflicting(boolean insert, Row source, @Nullable Row base) throws IOException {
    conflicts++;
    inserted += insert ? 1 : 0;
    updated += insert ? 0 : 1;
    String change = insert ? "inserted-conflict" : "updated-conflict";
    csv().line(cells(change, "old", null, source));
    if (base != null) {
      csv().line(cells(change, against.base(), null, base));
    }
    sql().text("-- conflict, both timelines wrote it: " + statement(source, base));
  }

  private String statement(Row source, @Nullable Row base) {
    return base == null ? statements.insert(source) : statements.update(source, base);
  }

  /** Begins the files although no row has come. */
  void begin() throws IOException {
    csv();
    sql();
  }

  /**
   * What was written.
   *
   * @param changes as a comparison tells it
   * @param conflicts how many of them the other side wrote as well
   * @param sqlSha256 of the file of statements
   */
  record Written(TableChanges changes, long conflicts, String sqlSha256) {}

  /** Ends the files; empty if there was nothing to write. */
  Optional<Written> finish() throws IOException {
    if (csv == null) {
      return Optional.empty();
    }
    sql().text("commit;");
    String sqlSha256 = sql().finish();
    TableChanges changes =
        new TableChanges(
            place.file(".csv").toString(),
            place.file(".sql").toString(),
            inserted,
            updated,
            deleted,
            pair.key(),
            csv().finish());
    return Optional.of(new Written(changes, conflicts, sqlSha256));
  }

  @Override
  public void close() throws IOException {
    if (csv != null) {
      csv.close();
    }
    if (sql != null) {
      sql.close();
    }
  }

  private CsvFile csv() throws IOException {
    if (csv == null) {
      csv = new CsvFile(place.file(".csv"), place.owner());
      List<@Nullable String> head = new ArrayList<>(List.of("change", "row", "changed"));
      pair.columns().forEach(column -> head.add(column.name()));
      csv.line(head);
    }
    return csv;
  }

  private CsvFile sql() throws IOException {
    if (sql == null) {
      sql = new CsvFile(place.file(".sql"), place.owner());
      for (String line : SqlHead.lines(pair, place, against)) {
        sql.text(line);
      }
    }
    return sql;
  }

  private static List<@Nullable String> cells(
      String change, String side, @Nullable String changed, Row row) {
    List<@Nullable String> cells = new ArrayList<>(List.of(change, side));
    cells.add(changed);
    cells.addAll(row.cells());
    return cells;
  }
}
