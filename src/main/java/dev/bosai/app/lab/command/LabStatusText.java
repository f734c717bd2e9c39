package dev.bosai.app.lab.command;

import dev.bosai.app.lab.LabStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A lab's state for people. */
final class LabStatusText {
  private LabStatusText() {}

  static List<String> lines(LabStatus status) {
    List<String> lines = new ArrayList<>();
    for (LabStatus.Node node : status.nodes()) {
      lines.add(
          "%-8s %-8s %-8s %s:%d  pid %s"
              .formatted(
                  node.name(),
                  node.site(),
                  node.role(),
                  node.host(),
                  node.port(),
                  node.pid() == null ? "-" : node.pid().toString()));
    }
    lines.add("route    " + uri(status.route()));
    lines.add("temporal " + status.temporal().address());
    lines.add("web UI   " + status.temporal().runs());
    lines.add("workers  " + workers(status));
    lines.add("system   " + status.systemFile());
    return lines;
  }

  private static String uri(LabStatus.Route route) {
    return "postgresql://%s@%s:%d/%s"
        .formatted(route.user(), route.host(), route.port(), route.database());
  }

  private static String workers(LabStatus status) {
    return status.workers().isEmpty()
        ? "none"
        : status.workers().stream()
            .map(worker -> worker.site() + " (pid " + worker.pid() + ")")
            .collect(Collectors.joining(", "));
  }
}
