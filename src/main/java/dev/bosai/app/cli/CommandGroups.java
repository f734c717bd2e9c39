package dev.bosai.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;

/** Lists the commands under what people want to do, in the order they need them. */
final class CommandGroups implements IHelpSectionRenderer {
  private static final Map<String, List<String>> GROUPS = groups();
  private static final String REST = "More";

  private final int width;

  CommandGroups(int width) {
    this.width = width;
  }

  @Override
  public String render(Help help) {
    Map<String, Help> left = new LinkedHashMap<>(help.subcommands());
    StringBuilder text = new StringBuilder();
    GROUPS.forEach((title, names) -> text.append(group(title, taken(left, names))));
    return text.append(group(REST, new ArrayList<>(left.entrySet()))).toString();
  }

  private static List<Map.Entry<String, Help>> taken(Map<String, Help> left, List<String> names) {
    List<Map.Entry<String, Help>> found = new ArrayList<>();
    for (String name : names) {
      Help help = left.remove(name);
      if (help != null) {
        found.add(Map.entry(name, help));
      }
    }
    return found;
  }

  private String group(String title, List<Map.Entry<String, Help>> commands) {
    if (commands.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\n" + title + ":\n");
    for (Map.Entry<String, Help> command : commands) {
      String line = String.format("  %-12s  %s", command.getKey(), summary(command.getValue()));
      text.append(line.length() <= width ? line : line.substring(0, width - 1) + "…").append('\n');
    }
    return text.toString();
  }

  private static String summary(Help help) {
    CommandLine.Model.UsageMessageSpec usage = help.commandSpec().usageMessage();
    String[] lines = usage.header().length > 0 ? usage.header() : usage.description();
    return lines.length == 0 ? "" : String.format(lines[0]);
  }

  private static Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put("Try it", List.of("demo", "lab", "bench"));
    groups.put("Recover", List.of("plan", "start", "watch", "status", "list"));
    groups.put("Decide", List.of("approve", "reject", "retry", "skip", "pause", "resume", "abort"));
    groups.put(
        "Decide in a point-in-time recovery",
        List.of(
            "read-only",
            "keep-serving",
            "switch",
            "extract",
            "discard",
            "keep",
            "undo",
            "override"));
    groups.put("Prove", List.of("report", "salvage", "probe"));
    groups.put(
        "Prepare",
        List.of("backup", "mark", "runbook", "worker", "node", "codec", "doctor", "completion"));
    return groups;
  }
}
