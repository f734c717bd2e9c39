package dev.bosai.app.cli;

import dev.bosai.app.cli.text.Sizes;
import dev.bosai.app.report.SalvageJson;
import dev.bosai.app.run.RunSnapshot;
import dev.bosai.app.run.Runs;
import dev.bosai.app.run.Wanted;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.backup.BackupOrder;
import dev.bosai.workflows.port.LossFound;
import dev.bosai.workflows.port.Preserved;
import dev.bosai.workflows.port.SalvageActivities.Fate;
import dev.bosai.workflows.port.SalvageActivities.Settled;
import dev.bosai.workflows.salvage.OldTimeline;
import dev.bosai.workflows.salvage.SettleOldDirectory.Decision;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What becomes of an old directory that a recovery kept, where no run asks about it any more. */
final class OldDirectoryDesk {
  private final Surroundings surroundings;
  @Mixin private OldOptions old;

  @Option(
      names = "--unreviewed",
      description = "For discard of a lost timeline: also if nobody has salvaged its rows.")
  private boolean unreviewed;

  OldDirectoryDesk(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * What a person typed.
   *
   * @param choice keep or discard
   * @param who decides
   * @param why their reason
   * @param yes whether they are not asked once more
   * @param json whether a script reads along
   */
  record Wish(Choice choice, String who, String why, boolean yes, boolean json) {}

  /** Returns whether a run has kept an old directory. */
  boolean knows(Runs runs, RunSnapshot run, SystemFile system) {
    return !old.all(runs, run, system).isEmpty();
  }

  /** Shows what it is about, asks, and has it done. */
  int settle(OldOptions.Kept kept, RunSnapshot run, SystemFile system, Told told) {
    CommandSpec spec = told.spec();
    Wish wish = told.wish();
    String name = run.header().run();
    String why = wish.why();
    if (!wish.yes()) {
      show(kept.preserved(), spec);
      new Questions(surroundings, spec)
          .confirm(wish.choice().word() + " the old directory of " + name + "?");
    }
    BackupOrder order = new BackupOrder(system, kept.database(), wish.who(), why);
    Settled settled =
        new OrderDesk(surroundings, spec)
            .done(wanted(order, kept, wish), Settled.class, wish.json());
    Output output = new Output(spec);
    if (wish.json()) {
      output.json(
          new SalvageJson.Directory(name, kept.database(), kept.preserved().node(), settled));
    } else {
      output.line(sentence(settled));
    }
    return 0;
  }

  /**
   * Who asks.
   *
   * @param wish what they typed
   * @param spec of the command
   */
  record Told(Wish wish, CommandSpec spec) {}

  /** Returns the old directory that is meant. */
  OldOptions.Kept one(Runs runs, RunSnapshot run, SystemFile system) {
    return old.one(runs, run, system);
  }

  private Wanted wanted(BackupOrder order, OldOptions.Kept kept, Wish wish) {
    Fate fate = wish.choice() == Choice.KEEP ? Fate.KEPT : Fate.DISCARDED;
    String node = kept.preserved().node();
    return new Wanted(
        Wanted.Area.SALVAGE,
        "SettleOldDirectory",
        node,
        true,
        order,
        new Decision(new OldTimeline(order, kept.preserved()), fate, unreviewed),
        wish.choice().word() + " the old directory of \"" + node + "\"",
        null);
  }

  private static void show(Preserved preserved, CommandSpec spec) {
    LossFound lost = preserved.lost();
    var err = spec.commandLine().getErr();
    err.println("node \"" + preserved.node() + "\": " + lost.text());
    err.println("  WAL past the fork and the list of lost commits stay: " + preserved.directory());
    err.flush();
  }

  private static String sentence(Settled settled) {
    return settled.there()
        ? "the old directory stays until somebody discards it: %s, %s"
            .formatted(settled.directory(), Sizes.words(settled.bytes()))
        : "the old directory is removed, %s are free: %s"
            .formatted(Sizes.words(settled.bytes()), settled.directory());
  }
}
