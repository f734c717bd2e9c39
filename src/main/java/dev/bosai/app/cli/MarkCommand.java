package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.report.BackupJson;
import dev.bosai.app.report.Spans;
import dev.bosai.app.run.Wanted;
import dev.bosai.runbooks.parse.Scalars;
import dev.bosai.workflows.backup.BackupOrder;
import dev.bosai.workflows.backup.MarkRestorePoint.Mark;
import dev.bosai.workflows.port.DatabaseActivities.Marked;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Names this moment. */
@Command(
    name = "mark",
    description = "Names this moment, so that a restore can go back to it; one line in a pipeline.",
    footer = {
      "",
      "Examples:",
      "  bosai mark before-deploy-412 --system shop",
      "  bosai mark \"before-$GITHUB_SHA\" --system shop --json"
    })
final class MarkCommand implements Callable<Integer> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,63}");
  private static final Duration BOUND = Duration.ofMinutes(2);

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private OrderOptions options;

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "1 to 63 letters, digits, \".\", \"_\" or \"-\".")
  private String name = "";

  MarkCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (!NAME.matcher(name).matches()) {
      throw new Fault(
          Blame.USAGE,
          "\"" + Scalars.shortened(name) + "\" cannot name a restore point",
          "use 1 to 63 letters, digits, \".\", \"_\" or \"-\"");
    }
    BackupOrder order = options.orderOfAny(surroundings);
    Wanted wanted =
        new Wanted(
            Wanted.Area.BACKUP,
            "MarkRestorePoint",
            "mark",
            false,
            order,
            new Mark(order, name),
            "Mark \"" + name + "\" in \"" + order.database() + "\"",
            BOUND);
    Marked marked = new OrderDesk(surroundings, spec).done(wanted, Marked.class, options.json());
    Output output = new Output(spec);
    if (options.json()) {
      output.json(new BackupJson.Mark(order, marked));
    } else {
      output.line(
          "marked \"" + name + "\" at " + Spans.exact(marked.at()) + ", position " + marked.lsn());
      output.line(
          "to go back to it: bosai start point-in-time-recovery --system "
              + order.system().system()
              + " --input target=name:"
              + name);
    }
    return 0;
  }
}
