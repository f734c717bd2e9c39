package dev.bosai.activities.postgres.rejoin;

import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.activities.postgres.place.OwnFiles;
import dev.bosai.activities.postgres.replace.WritesHold;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes a data directory a standby's: its signal file, and settings that win over all others. */
final class StandbySettings {
  /**
   * Left-over targets would make the standby stop, and promote itself, at an old point in time. A
   * hold of writes was meant for the primary the node was, not for the one it may become.
   */
  private static final Set<String> TARGETS =
      Set.of(
          "recovery_target",
          "recovery_target_lsn",
          "recovery_target_name",
          "recovery_target_time",
          "recovery_target_xid");

  private StandbySettings() {}

  static void write(Path data, OwnFiles own, String conninfo, Owner owner) throws IOException {
    List<String> lines = new ArrayList<>();
    own.automatic().stream().filter(line -> !replaced(line)).forEach(lines::add);
    lines.add("primary_conninfo = '" + conninfo.replace("'", "''") + "'");
    // A slot of the old relation does not exist on the new primary.
    lines.add("primary_slot_name = ''");
    lines.add("recovery_target_timeline = 'latest'");
    TARGETS.stream().sorted().forEach(target -> lines.add(target + " = ''"));
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    Durable.replace(data.resolve("postgresql.auto.conf"), text, owner);
    Files.deleteIfExists(data.resolve("recovery.signal"));
    Durable.replace(data.resolve("standby.signal"), new byte[0], owner);
  }

  private static boolean replaced(String line) {
    String name = line.split("=", 2)[0].strip();
    return name.startsWith("recovery_target")
        || name.equals(WritesHold.SETTING)
        || name.equals("primary_conninfo")
        || name.equals("primary_slot_name");
  }
}
