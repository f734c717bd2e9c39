package dev.bosai.app.bench.move;

import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.host.Program;
import dev.bosai.app.lab.Folders;
import dev.bosai.app.lab.LabPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a person would write in a shell for a planned move: a checkpoint, the route to nobody, the
 * old primary stopped in order, the standby promoted again and again until it took, the route to
 * it. It compares no positions, blocks no start, puts nothing back and survives nothing.
 */
final class BareMove {
  private static final String TEXT =
      """
      set -u
      ask() { "$PSQL" -XAtq -h 127.0.0.1 -p "$1" -U bosai -d postgres -c "$2"; }
      lead() {
        curl -s -X PUT -H 'Content-Type: application/json' "$ROUTER/route" \\
          -d "{\\"node\\":\\"$1\\",\\"token\\":{\\"epoch\\":1000,\\"effect\\":$2,\\"attempt\\":1}}"
      }
      ask "$OLD_PORT" checkpoint
      lead "" 1
      "$PG_CTL" stop --wait --mode=fast --pgdata="$OLD_DATA"
      until [ "$(ask "$NEW_PORT" "select case when pg_is_in_recovery() then pg_promote(false) end")" = "" ]; do
        for _ in 1 2 3 4 5 6 7 8; do
          if [ "$(ask "$NEW_PORT" "select pg_is_in_recovery()")" = f ]; then break; fi
          sleep 0.02
        done
      done
      lead "$NEW" 2
      """;

  private BareMove() {}

  static void run(BenchLab bench, BenchLab.Pair pair) {
    Path script = bench.lab().layout().root().resolve("move.sh");
    new Folders(bench.lab().settings().user()).readable(script, TEXT);
    LabPorts ports = bench.lab().settings().ports();
    Map<String, String> environment =
        Map.of(
            "OLD_DATA", pair.primary().data().toString(),
            "OLD_PORT", Integer.toString(pair.primary().port()),
            "NEW_PORT", Integer.toString(pair.standby().port()),
            "NEW", pair.standby().name(),
            "PSQL", bench.program("psql"),
            "PG_CTL", bench.program("pg_ctl"),
            "PGPASSWORD", password(bench),
            "ROUTER", "http://127.0.0.1:" + ports.routeAdmin());
    List<String> command =
        bench.lab().settings().user().running(List.of("bash", script.toString()));
    new Program(command, environment, Duration.ofMinutes(1)).runWell("read the logs of the lab");
  }

  private static String password(BenchLab bench) {
    try {
      return Files.readString(bench.lab().layout().adminPassword()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
