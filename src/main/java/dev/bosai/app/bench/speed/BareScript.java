package dev.bosai.app.bench.speed;

import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.host.Program;
import dev.bosai.app.lab.Folders;
import dev.bosai.app.lab.LabPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a person would write in a shell: kill everything that works in the old primary's directory,
 * see that its port refuses, promote again and again until it took, move the route. It proves
 * nothing, keeps nothing and survives nothing; it only shows how quick the machine is.
 */
final class BareScript {
  private static final String TEXT =
      """
      set -u
      find /proc -maxdepth 2 -name cwd -lname "$OLD_DATA" 2>/dev/null | while read -r cwd; do
        process=${cwd#/proc/}
        kill -9 "${process%/cwd}"
      done
      while (exec 3<>"/dev/tcp/127.0.0.1/$OLD_PORT") 2>/dev/null; do sleep 0.01; done
      ask() { "$PSQL" -XAtq -h 127.0.0.1 -p "$NEW_PORT" -U bosai -d postgres -c "$1"; }
      until [ "$(ask "select case when pg_is_in_recovery() then pg_promote(false) end")" = "" ]; do
        for _ in 1 2 3 4 5 6 7 8; do
          if [ "$(ask "select pg_is_in_recovery()")" = f ]; then break; fi
          sleep 0.02
        done
      done
      curl -s -X PUT -H 'Content-Type: application/json' -d "$MOVE" "$ROUTER/route"
      """;

  private BareScript() {}

  /** Runs it and returns the moment just before. */
  static Instant run(BenchLab bench, BenchLab.Pair pair) {
    Path script = bench.lab().layout().root().resolve("promote.sh");
    new Folders(bench.lab().settings().user()).readable(script, TEXT);
    LabPorts ports = bench.lab().settings().ports();
    Map<String, String> environment =
        Map.of(
            "OLD_DATA", pair.primary().data().toString(),
            "OLD_PORT", Integer.toString(pair.primary().port()),
            "NEW_PORT", Integer.toString(pair.standby().port()),
            "PSQL", bench.program("psql"),
            "PGPASSWORD", password(bench),
            "ROUTER", "http://127.0.0.1:" + ports.routeAdmin(),
            "MOVE", move(pair.standby().name()));
    Instant exec = Instant.now();
    new Program(List.of("bash", script.toString()), environment, Duration.ofMinutes(1))
        .runWell("read the logs of the lab");
    return exec;
  }

  // An epoch far beyond that of any run of this lab, so that the router takes it.
  private static String move(String node) {
    return "{\"node\":\"" + node + "\",\"token\":{\"epoch\":1000,\"effect\":1,\"attempt\":1}}";
  }

  private static String password(BenchLab bench) {
    try {
      return Files.readString(bench.lab().layout().adminPassword()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
