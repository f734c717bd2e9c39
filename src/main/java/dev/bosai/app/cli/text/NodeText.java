package dev.bosai.app.cli.text;

import dev.bosai.activities.postgres.marker.Entry;
import dev.bosai.activities.postgres.start.Directory;
import dev.bosai.activities.postgres.start.Fence;
import dev.bosai.activities.postgres.start.NodeStatus;
import dev.bosai.activities.postgres.start.StartAnswer;
import dev.bosai.app.report.Spans;
import java.util.ArrayList;
import java.util.List;

/** What a node's own host knows of it, as people read it. */
public final class NodeText {
  private static final int WIDTH = 100;
  private static final int LAST = 5;

  private final Style style;

  /** Makes the writer. */
  public NodeText(Style style) {
    this.style = style;
  }

  /** Returns the answer of a node that may start; what must be looked at comes first. */
  public List<String> answer(StartAnswer answer) {
    List<String> lines = new ArrayList<>(warnings(answer));
    lines.add(answer.sentence());
    if (!answer.hint().isEmpty()) {
      lines.add("  HINT: " + answer.hint());
    }
    return lines;
  }

  /** Returns what must be looked at, whatever the answer is. */
  public List<String> warnings(StartAnswer answer) {
    List<String> lines = new ArrayList<>();
    answer.notAsked().forEach(one -> lines.add(style.bad("NOT ASKED: " + one)));
    answer.warnings().forEach(one -> lines.add(style.bad("WARNING: " + one)));
    return lines;
  }

  /** Returns everything that is known; the last lines say whether it may start. */
  public List<String> status(NodeStatus status) {
    Directory directory = status.seen().directory();
    Table table = new Table(WIDTH);
    table.row("node", directory.node());
    table.row("directory", directory.path().toString());
    table.row("server", status.seen().running() ? "running" : "not running");
    table.row("comes up as", directory.standby() ? "standby" : "primary");
    table.row("control file", or(status.seen().state(), "missing"));
    table.row("cluster", or(directory.systemIdentifier(), "unknown"));
    table.row("timeline", Integer.toString(directory.timeline()));
    table.row("fence", fence(directory.fence()));
    table.row("newest token", directory.token().toString());
    List<Entry> journal = status.seen().journal();
    journal
        .subList(Math.max(0, journal.size() - LAST), journal.size())
        .forEach(entry -> table.row("done", done(entry)));
    List<String> lines = new ArrayList<>();
    table.wrapped().forEach(lines::addAll);
    lines.add("");
    lines.addAll(answer(status.start()));
    return lines;
  }

  private static String done(Entry entry) {
    return Spans.exact(entry.at())
        + ", "
        + entry.effect()
        + " "
        + entry.token()
        + ": "
        + entry.did();
  }

  private static String fence(Fence fence) {
    return switch (fence) {
      case NONE -> "none";
      case STANDS -> "stands: the server cannot start";
      case TAKEN_BACK -> "was put on it, and its control file was put back by hand";
    };
  }

  private static String or(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }
}
