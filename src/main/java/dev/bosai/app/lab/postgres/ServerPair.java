package dev.bosai.app.lab.postgres;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Await;
import dev.bosai.app.host.Program;
import dev.bosai.app.lab.Folders;
import dev.bosai.app.lab.LabLayout;
import dev.bosai.app.lab.LabNode;
import dev.bosai.app.lab.LabSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes and starts the lab's two database servers. */
public final class ServerPair {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final LabLayout layout;
  private final LabSettings settings;
  private final LabNode db1;
  private final LabNode db2;
  private final Folders folders;

  /** Makes the pair's keeper; nothing is touched yet. */
  public ServerPair(LabLayout layout, LabSettings settings) {
    this.layout = layout;
    this.settings = settings;
    this.db1 = LabNode.db1(layout, settings.ports());
    this.db2 = LabNode.db2(layout, settings.ports());
    this.folders = new Folders(settings.user());
  }

  /** Returns both servers, for a look. */
  public List<LabServer> servers() {
    return List.of(server(db1), server(db2));
  }

  /** Returns the server that takes writes now. */
  public Optional<LabServer> primary() {
    return servers().stream()
        .filter(server -> server.look().role() == LabServer.Role.PRIMARY)
        .findFirst();
  }

  /** Makes what was never made and starts what is down, except what a fence holds. */
  public void up() {
    if (!server(db1).exists()) {
      initialise();
    }
    start(db1);
    if (!server(db2).exists()) {
      new LabDatabase(layout, settings).create(psql(db1));
      copy();
    }
    start(db2);
  }

  /** Waits until one server feeds the other, where neither is fenced. */
  public void awaitStreaming() {
    if (servers().stream().anyMatch(LabServer::fenced)) {
      return;
    }
    boolean streaming =
        Await.until(() -> server(db1).feeds(db2) || server(db2).feeds(db1), PATIENCE);
    if (!streaming) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "neither server follows the other after " + PATIENCE.toSeconds() + " s",
          "read \"" + db2.log() + "\", or begin anew: bosai lab down && bosai lab up");
    }
  }

  private void initialise() {
    prepare(db1);
    run(
        List.of(
            program("initdb"),
            "-D",
            db1.data().toString(),
            "-U",
            "bosai",
            "--auth=scram-sha-256",
            "--pwfile=" + layout.adminPassword(),
            "--encoding=UTF8",
            "--locale=C",
            "--data-checksums",
            "--no-sync"));
    write(db1.data().resolve("pg_hba.conf"), ServerConfiguration.access(settings));
    append(
        db1.data().resolve("postgresql.conf"), ServerConfiguration.text(place(db1), settings, ""));
  }

  // Straight from the primary, not through the link: a delay would only make the set-up slow.
  private void copy() {
    prepare(db2);
    run(
        List.of(
            program("pg_basebackup"),
            "-D",
            db2.data().toString(),
            "-h",
            "127.0.0.1",
            "-p",
            Integer.toString(db1.port()),
            "-U",
            "replicator",
            "-X",
            "stream",
            "--checkpoint=fast",
            "--no-sync"));
    String password = layout.replicationPassword().toString();
    String follows = ServerConfiguration.following(db2, db1, password);
    append(
        db2.data().resolve("postgresql.conf"),
        ServerConfiguration.text(place(db2), settings, follows));
    folders.secret(db2.data().resolve("standby.signal"), "");
  }

  private ServerConfiguration.Place place(LabNode node) {
    return new ServerConfiguration.Place(node, layout);
  }

  private void prepare(LabNode node) {
    folders.open(node.folder());
    folders.open(node.home());
    folders.open(node.logs());
  }

  /** Starts one that is down, except what a fence holds. */
  public void start(LabNode node) {
    LabServer server = server(node);
    if (server.fenced() || !server.processes().isEmpty()) {
      return;
    }
    forget(node);
    run(
        List.of(
            program("pg_ctl"),
            "start",
            "-D",
            node.data().toString(),
            "-l",
            node.log().toString(),
            "-w",
            "-t",
            "60"));
  }

  // PostgreSQL believes any process that has the dead server's process number to be that server,
  // and
  // does not start: a number that is used again, or a zombie that nobody has asked about yet. Here
  // it
  // is known that no process of it is left.
  private static void forget(LabNode node) {
    try {
      Files.deleteIfExists(node.data().resolve("postmaster.pid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(List<String> command) {
    Map<String, String> environment =
        Map.of(
            "PGPASSFILE", layout.replicationPassword().toString(),
            "BOSAI_LAB", layout.root().toString(),
            "HOME", layout.root().toString());
    List<String> full = new ArrayList<>(settings.user().running(command));
    new Program(full, environment, PATIENCE)
        .runWell(
            "read the logs in \"" + layout.root() + "\", or begin anew with \"bosai lab down\"");
  }

  private LabServer server(LabNode node) {
    return new LabServer(node, psql(node));
  }

  private Psql psql(LabNode node) {
    return new Psql(program("psql"), node.port(), layout.adminPassword());
  }

  private String program(String name) {
    return Path.of(settings.postgresBin()).resolve(name).toString();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
