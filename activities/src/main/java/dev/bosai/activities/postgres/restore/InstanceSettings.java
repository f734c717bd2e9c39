package dev.bosai.activities.postgres.restore;

import dev.bosai.activities.postgres.host.ControlData;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole configuration of a restored cluster. Nothing of the production's own is used: it may
 * name its port, its archive, its jobs and its subscriptions. What counts stands in {@code
 * postgresql.auto.conf}, which wins however the directory is started.
 */
public final class InstanceSettings {
  /** What a hot standby must have at least as much of, by its label in the control file. */
  private static final Map<String, String> AT_LEAST =
      Map.of(
          "max_connections", "max_connections setting",
          "max_worker_processes", "max_worker_processes setting",
          "max_wal_senders", "max_wal_senders setting",
          "max_prepared_transactions", "max_prepared_xacts setting",
          "max_locks_per_transaction", "max_locks_per_xact setting");

  /** Ending the recovery without them would drop what the production keeps. */
  private static final Map<String, String> AS_BEFORE =
      Map.of(
          "wal_level", "wal_level setting",
          "wal_log_hints", "wal_log_hints setting",
          "track_commit_timestamp", "track_commit_timestamp setting");

  private static final List<String> EMPTY =
      List.of(
          "primary_conninfo",
          "primary_slot_name",
          "synchronous_standby_names",
          "shared_preload_libraries",
          "session_preload_libraries",
          "local_preload_libraries",
          "archive_cleanup_command",
          "recovery_end_command",
          "external_pid_file");

  private static final long LEAST_BUFFERS_MB = 128;
  private static final long MOST_BUFFERS_MB = 512;
  private final Instance instance;
  private final Use use;

  /** What an instance is for. */
  public enum Use {
    /** People look at it, and it may become the production. */
    PREVIEW,
    /** It is thrown away, and nobody but Bosai reaches it. */
    PROOF
  }

  /** Makes the settings of an instance. */
  public InstanceSettings(Instance instance, Use use) {
    this.instance = instance;
    this.use = use;
  }

  /**
   * Writes everything anew.
   *
   * @param recovery lines about the recovery; empty once it is over, since targets that stay behind
   *     stop the next standby made from this directory at an old point (f09)
   */
  public void write(Map<String, String> recovery) throws IOException, InterruptedException {
    Owner owner = instance.host().owner();
    put(instance.own().resolve("postgresql.conf"), "# See postgresql.auto.conf.\n", owner);
    put(instance.own().resolve("pg_hba.conf"), access(), owner);
    put(instance.own().resolve("pg_ident.conf"), accounts(owner), owner);
    Map<String, String> all = new LinkedHashMap<>(recovery);
    all.putAll(surroundings());
    all.putAll(quiet());
    all.putAll(capacity(instance.host().controlData()));
    String text =
        all.entrySet().stream()
            .map(one -> one.getKey() + " = '" + escaped(one.getValue()) + "'\n")
            .collect(Collectors.joining());
    put(instance.directory().resolve("postgresql.auto.conf"), text, owner);
  }

  private Map<String, String> surroundings() {
    boolean preview = use == Use.PREVIEW;
    Map<String, String> all = new LinkedHashMap<>();
    all.put("port", Integer.toString(instance.port()));
    all.put("listen_addresses", preview ? "127.0.0.1" : "");
    all.put("unix_socket_directories", '"' + instance.sockets().toString() + '"');
    all.put("hba_file", instance.own().resolve("pg_hba.conf").toString());
    all.put("ident_file", instance.own().resolve("pg_ident.conf").toString());
    all.put("cluster_name", "bosai restore");
    // With no command the files of the new timeline wait here for the switch, and nothing reaches
    // the production's archive (f10); a proof has nothing that must wait.
    all.put("archive_mode", preview ? "on" : "off");
    all.put("archive_command", "");
    return all;
  }

  private Map<String, String> quiet() throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("hot_standby", "on");
    EMPTY.forEach(name -> all.put(name, ""));
    if (version() >= 15) {
      all.put("archive_library", "");
    }
    all.put("max_logical_replication_workers", "0");
    all.put("autovacuum", "off");
    all.put("fsync", "on");
    all.put("full_page_writes", "on");
    all.put("ssl", "off");
    all.put("logging_collector", "off");
    all.put("log_destination", "stderr");
    all.put("log_line_prefix", "%m %b ");
    all.put("lc_messages", "C");
    all.put("log_timezone", "UTC");
    // Whoever looks before it has arrived does not hold it up.
    all.put("max_standby_archive_delay", "0");
    return all;
  }

  private static Map<String, String> capacity(ControlData control) throws IOException {
    Map<String, String> all = new LinkedHashMap<>();
    AT_LEAST.forEach((name, label) -> present(control, label, value -> all.put(name, value)));
    AS_BEFORE.forEach((name, label) -> present(control, label, value -> all.put(name, value)));
    // The production's own size would not fit beside the production, nor may its pages be taken.
    all.put("shared_buffers", buffersMb() + "MB");
    all.put("huge_pages", "off");
    return all;
  }

  private static void present(
      ControlData control, String label, java.util.function.Consumer<String> use) {
    String value = control.fields().getOrDefault(label, "");
    if (!value.isEmpty()) {
      use.accept(value);
    }
  }

  private static long buffersMb() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
      long availableMb =
          lines
              .filter(line -> line.startsWith("MemAvailable:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
              .findFirst()
              .orElse(0);
      return Math.max(LEAST_BUFFERS_MB, Math.min(MOST_BUFFERS_MB, availableMb / 16));
    }
  }

  private int version() throws IOException {
    return Integer.parseInt(
        Files.readString(instance.directory().resolve("PG_VERSION")).strip().split("\\.", 2)[0]);
  }

  /** The password may have been another one at the target, so Bosai does not depend on it. */
  private String access() {
    String admin = quoted(instance.admin());
    return "local all "
        + admin
        + " peer map=bosai\n"
        + (use == Use.PREVIEW ? "host all " + admin + " 127.0.0.1/32 md5\n" : "");
  }

  private String accounts(Owner owner) throws IOException {
    return Stream.of(owner.user(), Owner.self().user(), "root")
        .distinct()
        .map(user -> "bosai " + quoted(user) + " " + quoted(instance.admin()) + "\n")
        .collect(Collectors.joining());
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("'", "''");
  }

  private static void put(Path file, String text, Owner owner) throws IOException {
    Durable.replace(file, text.getBytes(StandardCharsets.UTF_8), owner);
  }
}
