package dev.bosai.activities.postgres.rows;

import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.activities.postgres.rows.DifferenceFile.Difference;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.RowActivities.ExtractRows;
import dev.bosai.workflows.port.RowActivities.Extracted;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One attempt to bring rows back: everything in one transaction, which showing takes back and doing
 * commits at its very end.
 */
final class ExtractWork {
  private final ExtractRows request;
  private final Sides sides;
  private final RunFolders folders;
  private final Aside aside;

  /**
   * Both sides.
   *
   * @param restored in a transaction that sees one moment
   * @param live not in a transaction yet
   * @param dump of the restored one's definitions
   */
  record Sides(Connection restored, Connection live, TableDump dump) {}

  ExtractWork(ExtractRows request, Sides sides, RunFolders folders, Aside aside) {
    this.request = request;
    this.sides = sides;
    this.folders = folders;
    this.aside = aside;
  }

  Extracted run() throws IOException, SQLException, InterruptedException {
    Owner owner = folders.host().owner();
    ExtractRecord record = new ExtractRecord(folders.extract().resolve("begun.json"), owner);
    Connection live = sides.live();
    if (request.apply()) {
      Optional<Extracted> done = record.done(live, request.hash());
      if (done.isPresent()) {
        return done.get();
      }
    }
    live.rollback();
    List<TableBack> tables = tables();
    create(tables, TableDump.Section.BEFORE_ROWS);
    Path folder = folders.extract().resolve(request.apply() ? "applied" : "shown");
    Differences differences =
        Differences.read(
            tables, sides.restored(), live, new Differences.Desk(folder, owner, aside));
    return request.apply() ? apply(tables, differences, record) : show(tables, differences);
  }

  /** Rows are compared under the lock: what a person saw must still be so when it is done. */
  private List<TableBack> tables() throws SQLException {
    List<TableBack> tables = new TablesBack(sides.restored(), sides.live()).of(request.tables());
    sides.live().rollback();
    List<String> there =
        tables.stream()
            .filter(table -> !table.created())
            .map(table -> table.restored().own())
            .sorted()
            .toList();
    if (request.apply() && !there.isEmpty()) {
      aside.progress("waiting for the tables' locks");
      Sql.run(
          sides.live(), "lock table " + String.join(", ", there) + " in share row exclusive mode");
    }
    return tables;
  }

  private void create(List<TableBack> tables, TableDump.Section section)
      throws IOException, SQLException, InterruptedException {
    List<String> names = new ArrayList<>();
    for (TableBack table : tables) {
      if (table.created()) {
        names.addAll(new Catalog(sides.restored()).parts(table.restored()));
      }
    }
    if (!names.isEmpty()) {
      try (Statement statement = sides.live().createStatement()) {
        // Braces in definitions are no escapes of JDBC.
        statement.setEscapeProcessing(false);
        statement.execute(sides.dump().text(names, section));
      }
      Settings.apply(sides.live());
    }
  }

  private Extracted show(List<TableBack> tables, Differences differences) throws SQLException {
    Extracted shown = extracted(tables, differences);
    sides.live().rollback();
    return shown;
  }

  private Extracted apply(List<TableBack> tables, Differences differences, ExtractRecord record)
      throws IOException, SQLException, InterruptedException {
    if (!differences.hash().equals(request.hash())) {
      throw Failures.of(
          FailureType.REFUSED,
          "the live rows changed since they were shown; nothing was changed",
          "show the difference again and decide anew");
    }
    requireReferred(tables);
    Bringing bringing = new Bringing(sides.restored(), sides.live());
    List<Sequences.Move> moves = sequences(tables).moves();
    Extracted result = extracted(tables, differences);
    for (Difference difference : differences.all()) {
      aside.progress("bringing \"" + difference.table().full() + "\" back");
      bringing.rows(difference);
    }
    create(tables, TableDump.Section.AFTER_ROWS);
    Sql.run(sides.live(), "set constraints all immediate");
    for (Sequences.Move move : moves) {
      Sequences.apply(sides.live(), move);
    }
    record.begin(sides.live(), request.hash(), result);
    sides.live().commit();
    return result;
  }

  private void requireReferred(List<TableBack> tables) throws SQLException {
    List<String> missing = references(tables).missing();
    if (!missing.isEmpty()) {
      throw Failures.of(
          FailureType.REFUSED,
          String.join("; ", missing) + "; nothing was changed",
          "ask for "
              + tables.stream().map(TableBack::full).collect(Collectors.joining(", "))
              + " together with what they refer to");
    }
  }

  private Extracted extracted(List<TableBack> tables, Differences differences) throws SQLException {
    List<String> keys = new ArrayList<>(references(tables).missing());
    keys.addAll(references(tables).lost());
    return new Extracted(
        differences.hash(),
        differences.file().toString(),
        differences.rows(),
        keys,
        sequences(tables).moves().stream().map(Sequences.Move::text).toList(),
        request.apply());
  }

  private References references(List<TableBack> tables) {
    return new References(tables, sides.restored(), sides.live());
  }

  private Sequences sequences(List<TableBack> tables) {
    return new Sequences(tables, sides.restored(), sides.live());
  }
}
