package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.app.run.Runs;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.port.Preserved;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of the old timelines that a recovery kept a command is about. */
final class OldOptions {
  @Option(
      names = "--database",
      paramLabel = "NAME",
      description = "Which database of the system; default: the one whose writes were kept.")
  private @Nullable String database;

  @Option(
      names = "--node",
      paramLabel = "NAME",
      description = "Which node's old timeline; default: the one that lost something.")
  private @Nullable String node;

  /**
   * What was kept of one node.
   *
   * @param database its name in the system file
   * @param preserved as the recovery reported it
   */
  record Kept(String database, Preserved preserved) {}

  /** Returns everything that fits, those that lost something alone if there are any. */
  List<Kept> all(Runs runs, RunSnapshot run, SystemFile system) {
    Map<String, Kept> found = new TreeMap<>();
    for (String name : system.databases().keySet()) {
      if (database == null || database.equals(name)) {
        runs.leftBehind()
            .kept(run, name)
            .forEach((one, kept) -> found.put(name + "/" + one, new Kept(name, kept)));
      }
    }
    List<Kept> fitting = found.values().stream().filter(this::fits).toList();
    List<Kept> losing = fitting.stream().filter(OldOptions::lost).toList();
    return losing.isEmpty() || node != null ? fitting : losing;
  }

  /**
   * Returns the one that is meant.
   *
   * @throws Fault if there is none, or several and none was named
   */
  Kept one(Runs runs, RunSnapshot run, SystemFile system) {
    List<Kept> all = all(runs, run, system);
    String name = run.header().run();
    if (all.isEmpty()) {
      throw new Fault(
          Blame.REFUSED,
          "run \"" + name + "\" has kept no old timeline" + named() + "; nothing was touched",
          "\"bosai list --system " + system.system() + "\" shows the runs that promoted a standby");
    }
    if (all.size() > 1) {
      throw new Fault(
          Blame.USAGE,
          "run \"" + name + "\" has kept the old timelines of several nodes: " + names(all),
          "name one with --node, and its database with --database");
    }
    return all.get(0);
  }

  private boolean fits(Kept kept) {
    return node == null || node.equals(kept.preserved().node());
  }

  private static boolean lost(Kept kept) {
    return kept.preserved().lost().count() > 0;
  }

  private String named() {
    return node == null ? "" : " of node \"" + node + "\"";
  }

  private static List<String> names(Collection<Kept> all) {
    return all.stream().map(kept -> kept.database() + "/" + kept.preserved().node()).toList();
  }
}
