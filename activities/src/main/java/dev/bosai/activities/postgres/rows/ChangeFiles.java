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
  private final Statements statements;
  private @Nullable CsvFile csv;
  private @Nullable CsvFile sql;
  private long inserted;
  private long updated;
  private long deleted;

  ChangeFiles(Pair pair, Place place) {
    this.pair = pair;
    this.place = place;
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
    csv().line(cells("updated", "restored", changed, base));
    String statement = statements.update(source, base);
    if (!statement.isEmpty()) {
      sql().text(statement);
    }
  }

  @Override
  public void deleted(Row row) throws IOException {
    deleted++;
    csv().line(cells("deleted", "restored", null, row));
    sql().text(statements.delete(row));
  }

  /** Begins the files although no row has come. */
  void begin() throws IOException {
    csv();
    sql();
  }

  /** Ends the files; empty if there was nothing to write. */
  Optional<TableChanges> finish() throws IOException {
    if (csv == null) {
      return Optional.empty();
    }
    sql().text("commit;");
    sql().finish();
    return Optional.of(
        new TableChanges(
            place.file(".csv").toString(),
            place.file(".sql").toString(),
            inserted,
            updated,
            deleted,
            pair.key(),
            csv().finish()));
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
      for (String line : SqlHead.lines(pair, place)) {
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
