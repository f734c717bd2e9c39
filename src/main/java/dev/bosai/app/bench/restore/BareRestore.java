package dev.bosai.app.bench.restore;

import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.host.Program;
import dev.bosai.app.lab.BackupKind;
import dev.bosai.app.lab.Folders;
import dev.bosai.app.lab.LabLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a person would write in a shell: bring the backup back beside, flushed to the disk; start a
 * server that replays to the target; see that it has arrived. It checks nothing before or after.
 */
final class BareRestore {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /** As much memory as Bosai gives what it restores, so that neither replays in less. */
  private static final String TEXT =
      """
      set -eu
      now() { date +%s%3N; }
      begun=$(now)
      eval "$BRING"
      sync --file-system "$DIR"
      brought=$(now)
      cat >> "$DIR/postgresql.auto.conf" <<END
      port = $PORT
      listen_addresses = '127.0.0.1'
      unix_socket_directories = ''
      shared_buffers = 512MB
      archive_mode = off
      primary_conninfo = ''
      synchronous_standby_names = ''
      restore_command = '$FETCH'
      recovery_target_lsn = '$TARGET'
      recovery_target_inclusive = off
      recovery_target_action = pause
      END
      touch "$DIR/recovery.signal"
      "$BIN/pg_ctl" -D "$DIR" -l "$DIR.log" -W start > /dev/null
      state() {
        "$BIN/psql" -XAtq -h 127.0.0.1 -p "$PORT" -U shop -d shop \
          -c 'select pg_get_wal_replay_pause_state()' 2> /dev/null
      }
      until [ "$(state)" = paused ]; do
        if grep 'recovery ended before' "$DIR.log" >&2; then exit 1; fi
        sleep 0.02
      done
      arrived=$(now)
      "$BIN/pg_ctl" -D "$DIR" -w -m immediate stop > /dev/null
      rm -r "$DIR" "$DIR.log"
      echo $((brought - begun)) $((arrived - brought))
      """;

  private static final int PORT_OFFSET = 90;

  private BareRestore() {}

  /** Runs it. */
  static Times run(BenchLab bench, Ground ground) {
    LabLayout layout = bench.lab().layout();
    Path directory = layout.site("tokyo").resolve("bare");
    Path script = layout.root().resolve("restore.sh");
    new Folders(bench.lab().settings().user()).readable(script, TEXT);
    boolean own = bench.lab().settings().backups() == BackupKind.PGBACKREST;
    Map<String, String> environment =
        Map.of(
            "DIR", directory.toString(),
            "BIN", bench.lab().settings().postgresBin(),
            "PORT", Integer.toString(bench.lab().settings().basePort() + PORT_OFFSET),
            "TARGET", ground.target(),
            "BRING", own ? stanza(layout, ground) : copy(layout, ground),
            "FETCH", own ? fetch(layout) : "cp \"" + layout.archive() + "/%f\" \"%p\"",
            "HOME", layout.root().toString());
    List<String> command =
        bench.lab().settings().user().running(List.of("bash", script.toString()));
    String said =
        new Program(command, environment, PATIENCE).runWell("read the log beside " + directory);
    List<String> times =
        said.lines().reduce((one, last) -> last).map(BareRestore::words).orElseThrow();
    return new Times(Long.parseLong(times.get(0)), Long.parseLong(times.get(1)));
  }

  /**
   * What it took.
   *
   * @param copyMs until the backup is back and on the disk
   * @param replayMs from then until the server stands at the target
   */
  record Times(long copyMs, long replayMs) {
    long allMs() {
      return copyMs + replayMs;
    }
  }

  private static List<String> words(String line) {
    return List.of(line.split(" ", -1));
  }

  private static String copy(LabLayout layout, Ground ground) {
    return "cp -a '" + layout.backups().resolve("base/" + ground.backup() + "/data") + "' \"$DIR\"";
  }

  private static String stanza(LabLayout layout, Ground ground) {
    return "mkdir -m 700 \"$DIR\"; pgbackrest --config='"
        + layout.stanzaFile()
        + "' --stanza=main --set="
        + ground.backup()
        + " --pg1-path=\"$DIR\" --type=none --archive-mode=off --log-level-console=off restore";
  }

  private static String fetch(LabLayout layout) {
    return "pgbackrest --config="
        + layout.stanzaFile()
        + " --stanza=main --pg1-path=$PWD archive-get %f \"$PWD/%p\"";
  }
}
