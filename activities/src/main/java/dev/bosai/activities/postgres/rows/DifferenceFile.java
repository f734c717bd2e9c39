package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.workflows.port.RowActivities.Rows;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What bringing one table's rows back does: a CSV file to review, and the rows as COPY reads them.
 * A line break inside a value is escaped there, which CSV cannot.
 */
final class DifferenceFile implements Merge.Sink, Closeable {
  private final TableBack table;
  private final Path csvFile;
  private final Path rowsFile;
  private final CsvFile csv;
  private final CsvFile rows;
  private long inserted;
  private long updated;
  private long kept;

  DifferenceFile(TableBack table, Path folder, Owner owner) throws IOException {
    this.table = table;
    this.csvFile = folder.resolve(Names.file(table.full()) + ".csv");
    this.rowsFile = folder.resolve(Names.file(table.full()) + ".rows");
    this.csv = new CsvFile(csvFile, owner);
    this.rows = new CsvFile(rowsFile, owner);
    List<@Nullable String> head = new ArrayList<>(List.of("change", "row", "changed"));
    table.pair().columns().forEach(column -> head.add(column.name()));
    csv.line(head);
  }

  /**
   * One table's difference.
   *
   * @param table which
   * @param rows how many of which kind
   * @param csv for people
   * @param data for COPY: the kind of change, then the restored row
   * @param sha256 of the CSV file
   */
  record Difference(TableBack table, Rows rows, Path csv, Path data, String sha256) {}

  @Override
  public void inserted(Row row) throws IOException {
    inserted++;
    csv.line(cells("inserted", "restored", null, row));
    if (!table.created()) {
      rows.text(copied("inserted", row));
    }
  }

  @Override
  public void updated(Row source, Row base) throws IOException {
    updated++;
    List<Column> columns = table.pair().columns();
    String changed =
        IntStream.range(0, columns.size())
            .filter(i -> !Objects.equals(source.cell(i), base.cell(i)))
            .mapToObj(i -> columns.get(i).name())
            .collect(Collectors.joining(" "));
    csv.line(cells("updated", "restored", changed, source));
    csv.line(cells("updated", "live", changed, base));
    rows.text(copied("updated", source));
  }

  /** A row that only the live table has stays, and is counted. */
  @Override
  public void deleted(Row row) {
    kept++;
  }

  Difference finish() throws IOException {
    rows.finish();
    return new Difference(
        table, new Rows(table.created(), inserted, updated, kept), csvFile, rowsFile, csv.finish());
  }

  @Override
  public void close() throws IOException {
    csv.close();
    rows.close();
  }

  private static List<@Nullable String> cells(
      String change, String side, @Nullable String changed, Row row) {
    List<@Nullable String> cells = new ArrayList<>(List.of(change, side));
    cells.add(changed);
    cells.addAll(row.cells());
    return cells;
  }

  private static String copied(String change, Row row) {
    StringBuilder line = new StringBuilder(change);
    for (int i = 0; i < row.cells().size(); i++) {
      String cell = row.cell(i);
      line.append('\t').append(cell == null ? "\\N" : escaped(cell));
    }
    return line.toString();
  }

  private static String escaped(String cell) {
    return cell.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
