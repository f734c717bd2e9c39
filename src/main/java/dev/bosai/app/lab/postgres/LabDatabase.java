package dev.bosai.app.lab.postgres;

import dev.bosai.app.host.Program;
import dev.bosai.app.lab.Folders;
import dev.bosai.app.lab.LabLayout;
import dev.bosai.app.lab.LabSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Fills the lab's first primary: users, the shop's tables, and as much data as was asked for. */
final class LabDatabase {
  private static final int MEGABYTES_PER_SCALE = 16;

  private final LabLayout layout;
  private final LabSettings settings;

  LabDatabase(LabLayout layout, LabSettings settings) {
    this.layout = layout;
    this.settings = settings;
  }

  void create(Psql psql) {
    // Through a file only its owner can read: arguments of a process are open to everybody.
    Path statements = layout.secrets().resolve("create.sql");
    new Folders(settings.user()).secret(statements, users());
    psql.file("postgres", statements);
    new Folders(settings.user()).secret(statements, TABLES);
    psql.file("shop", statements);
    try {
      Files.delete(statements);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    load(psql);
  }

  private String users() {
    return """
    create role replicator login replication password '%s';
    create role shop login;
    grant pg_read_all_data, pg_write_all_data, pg_monitor to shop;
    create database shop owner shop;
    """
        .formatted(LabSecrets.replicationPassword(layout));
  }

  private static final String TABLES =
      """
      set role shop;
      create table orders (
        id bigint generated always as identity primary key,
        item text not null,
        quantity int not null,
        placed_at timestamptz not null default clock_timestamp());
      """;

  private void load(Psql psql) {
    if (settings.loadMegabytes() == 0) {
      return;
    }
    int scale = Math.max(1, Math.round((float) settings.loadMegabytes() / MEGABYTES_PER_SCALE));
    new Program(
            List.of(
                Path.of(settings.postgresBin()).resolve("pgbench").toString(),
                "-i",
                "-q",
                "-s",
                Integer.toString(scale),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(psql.port()),
                "-U",
                "shop",
                "shop"),
            Map.of("PGOPTIONS", "-c synchronous_commit=local"),
            Duration.ofMinutes(10))
        .runWell("leave out --load, or install pgbench beside PostgreSQL's other programs");
  }
}
