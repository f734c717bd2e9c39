package dev.bosai.activities.postgres.replace;

import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.activities.postgres.place.OwnFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The automatic settings of a restored cluster that becomes the primary: the node's own, without
 * what belongs to its recovery, and without the hold on writes of the damaged one. Left-over
 * targets would end every standby that is copied from it at the old point (f09).
 */
final class PrimarySettings {
  private static final Set<String> NOT_OURS =
      Set.of(WritesHold.SETTING, "primary_conninfo", "primary_slot_name", "restore_command");

  private PrimarySettings() {}

  static void write(Path data, OwnFiles own, Owner owner) throws IOException {
    List<String> lines = own.automatic().stream().filter(PrimarySettings::stays).toList();
    String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    Durable.replace(
        data.resolve("postgresql.auto.conf"), text.getBytes(StandardCharsets.UTF_8), owner);
    Files.deleteIfExists(data.resolve("postmaster.pid"));
  }

  private static boolean stays(String line) {
    String name = line.split("=", 2)[0].strip();
    return !name.startsWith("recovery_") && !NOT_OURS.contains(name);
  }
}
