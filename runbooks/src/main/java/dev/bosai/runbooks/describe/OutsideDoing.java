package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.step.Command;
import dev.bosai.runbooks.step.Notify;
import dev.bosai.runbooks.step.Sql;
import dev.bosai.runbooks.system.Channel;
import org.jspecify.annotations.Nullable;

/** Says in one sentence what messages and people's own statements and programs will do. */
final class OutsideDoing {
  private static final int SHOWN = 200;

  private OutsideDoing() {}

  static String tell(Notify step, @Nullable Channel channel) {
    String text = step.message().isEmpty() ? "a summary" : "\"" + step.message() + "\"";
    String way =
        channel instanceof Channel.Program program
            ? "by running " + String.join(" ", program.command())
            : "by webhook";
    return "sends " + Prose.shortened(text, SHOWN) + " " + way + "; never holds the run up";
  }

  static String sql(Sql step) {
    return "runs on "
        + switch (step.on()) {
          case PRIMARY -> step.database() + " through its route: ";
          case PREVIEW -> "what was restored of " + step.database() + ", read-only: ";
        }
        + Prose.shortened(step.statement(), SHOWN)
        + (step.expect().isEmpty() ? "" : ", expects \"" + step.expect() + "\"");
  }

  static String command(Command step) {
    return "runs "
        + Prose.shortened(String.join(" ", step.command()), SHOWN)
        + " on "
        + (step.site().isEmpty() ? "any worker" : "a worker of " + step.site());
  }
}
