package dev.bosai.app.lab.postgres;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Program;
import dev.bosai.app.lab.Folders;
import dev.bosai.app.lab.LabLayout;
import dev.bosai.app.lab.LabNode;
import dev.bosai.app.lab.LabSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The lab's stanza of pgBackRest. Both nodes are local to it, as the whole lab is one machine: it
 * backs up whichever takes writes.
 */
public final class LabStanza {
  private static final String PROGRAM = "pgbackrest";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private final LabLayout layout;
  private final LabSettings settings;

  /** Makes its keeper; nothing is touched yet. */
  public LabStanza(LabLayout layout, LabSettings settings) {
    this.layout = layout;
    this.settings = settings;
  }

  /** Returns {@code archive_command}, whose working directory is the data directory. */
  static String archiveCommand(LabLayout layout) {
    return "pgbackrest --config=\"%s\" --stanza=main \"--pg1-path=$PWD\" archive-push \"%%p\""
        .formatted(layout.stanzaFile());
  }

  /**
   * Refuses a machine that cannot have it.
   *
   * @throws Fault if the program is not installed
   */
  public static void requireProgram(Map<String, String> environment) {
    boolean there =
        Arrays.stream(environment.getOrDefault("PATH", "").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
    if (!there) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "program \"pgbackrest\" is not installed on this machine",
          "install it (apt-get install pgbackrest), or leave \"--backups\" out");
    }
  }

  /** Writes its configuration file and makes its folders. */
  public void write(Folders folders) {
    for (String folder : List.of("lock", "log", "spool")) {
      folders.closed(layout.ops().resolve(PROGRAM).resolve(folder));
    }
    folders.closed(layout.sockets());
    folders.closed(layout.records());
    folders.readable(layout.stanzaFile(), text());
  }

  /** Makes the stanza, once a server takes writes; of one that exists nothing changes. */
  public void create() {
    if (Files.exists(layout.backups().resolve("archive").resolve("main").resolve("archive.info"))) {
      return;
    }
    List<String> command =
        List.of(PROGRAM, "--config=" + layout.stanzaFile(), "--stanza=main", "stanza-create");
    new Program(settings.user().running(command), Map.of("LC_ALL", "C"), PATIENCE)
        .runWell("read the logs in \"" + layout.ops().resolve(PROGRAM) + "\"");
  }

  private String text() {
    Path own = layout.ops().resolve(PROGRAM);
    return """
    # Written by "bosai lab up".
    [global]
    repo1-path=%s
    repo1-retention-full=100
    lock-path=%s
    log-path=%s
    spool-path=%s
    log-level-file=info
    compress-type=lz4
    process-max=2
    start-fast=y

    [main]
    """
            .formatted(
                layout.backups(), own.resolve("lock"), own.resolve("log"), own.resolve("spool"))
        + node(1, LabNode.db1(layout, settings.ports()))
        + node(2, LabNode.db2(layout, settings.ports()));
  }

  private String node(int number, LabNode node) {
    return """
    pg%1$d-path=%2$s
    pg%1$d-port=%3$d
    pg%1$d-socket-path=%4$s
    pg%1$d-user=bosai
    """
        .formatted(number, node.data(), node.port(), layout.sockets());
  }
}
