package dev.bosai.activities.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.activities.Protected;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.Try;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Database.Isolate;
import dev.bosai.runbooks.system.Node;
import dev.bosai.runbooks.system.NodeControl;
import dev.bosai.runbooks.system.Policy;
import dev.bosai.runbooks.system.Route;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.runbooks.system.TemporalService;
import dev.bosai.workflows.port.IsolationActivities.IsolateNode;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A system whose programs, all in one folder, cut db1 in tokyo off. */
record PowerSwitch(Path folder) {
  static final NodeRef DB1 = new NodeRef("shop", "main", "db1");
  static final String SECRET = "hunter2";

  IsolateNode request(Isolate method) {
    return new IsolateNode(DB1, "4711", 2, method, new Token(1, 7, 0));
  }

  Isolate method() {
    return new Isolate(List.of(folder + "/off"), List.of(folder + "/is-off"), "");
  }

  CommandIsolation activities(String site) {
    Secrets secrets = new Secrets(Map.of("DBA", SECRET));
    return new CommandIsolation(listed(), secrets, site, new Third());
  }

  private Protected listed() {
    Database main =
        new Database(
            "postgres",
            "postgres",
            new Database.Admin("dba", "env:DBA"),
            Map.of("db1", node("tokyo", "10.1.0.5"), "db2", node("us-west", "10.2.0.5")),
            List.of(Database.FenceMethod.NODE, method()),
            new Route.Libpq(List.of("10.1.0.5:5432", "10.2.0.5:5432")),
            new Database.ProbeSettings("ops", Duration.ofMillis(100), "bosai.probe"),
            null);
    return new Protected(
        new SystemFile(
            "shop",
            new TemporalService("127.0.0.1:1", "bosai", ""),
            Map.of(),
            Map.of("main", main),
            Map.of(),
            Map.of(),
            Map.of(),
            new Policy(Duration.ZERO, List.of(), List.of())));
  }

  private static Node node(String site, String host) {
    return new Node(site, host, 5432, "/data", new NodeControl.PgCtl(""));
  }

  Path program(String name, String text) throws IOException {
    Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  /** The third try of an activity that may take some seconds. */
  private record Third() implements Try {
    @Override
    public int number() {
      return 3;
    }

    @Override
    public Duration bound() {
      return Duration.ofSeconds(3);
    }

    @Override
    public void progress(String text) {
      throw new AssertionError("nothing here takes long enough to tell: " + text);
    }
  }
}
