package dev.bosai.activities.postgres.start;

import dev.bosai.workflows.port.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Decides whether a node's server may be started. Only what was seen stands against it: silence
 * does not, or a cut network would keep a lone primary down.
 */
final class StartRule {
  private static final String STOPPED = "; nothing was started";
  private final Directory here;
  private final Around around;

  private StartRule(Directory here, Around around) {
    this.here = here;
    this.around = around;
  }

  /** Decides by what stands in and beside the directory; empty if that does not settle it. */
  static Optional<StartAnswer> locally(Directory here) {
    if (here.fence() == Fence.STANDS) {
      return Optional.of(
          refused(
              Reason.FENCED,
              "node \"%s\" is fenced: its control file was moved to \"%s\""
                  .formatted(here.node(), here.path().resolve("global/pg_control.fenced")),
              "\"bosai status\" shows the run that did it; \"bosai start reprotect\" brings the"
                  + " node back as a standby"));
    }
    if (here.systemIdentifier().isEmpty()) {
      return Optional.of(
          refused(
              Reason.NO_CLUSTER,
              "data directory \"%s\" of node \"%s\" has no control file"
                  .formatted(here.path(), here.node()),
              "compare the node's \"data\" in the system file with the host; if work on the"
                  + " directory was cut off, let the run go on"));
    }
    return here.standby()
        ? Optional.of(
            new StartAnswer(
                Reason.STANDBY,
                "node \"" + here.node() + "\" may start: it comes up as a standby",
                "",
                List.of(),
                List.of()))
        : Optional.empty();
  }

  /**
   * Decides about a directory that comes up as a primary.
   *
   * @param strict whether silence stands against it too
   */
  static StartAnswer decide(Directory here, Around around, boolean strict) {
    StartRule rule = new StartRule(here, around);
    return locally(here)
        .or(rule::anotherCluster)
        .or(rule::newerTimeline)
        .or(rule::secondPrimary)
        .or(rule::diverged)
        .or(() -> RouteRule.against(here, around))
        .or(rule::fenceTakenBack)
        .or(() -> strict ? rule.silence() : Optional.empty())
        .orElseGet(rule::allowed);
  }

  /** One stray server among others of the right cluster is no reason; one alone is. */
  private Optional<StartAnswer> anotherCluster() {
    List<NodeFacts> answered = around.others().stream().filter(NodeFacts::answers).toList();
    boolean foreign = !answered.isEmpty() && answered.stream().allMatch(this::isForeign);
    return Optional.of(foreign)
        .filter(yes -> yes)
        .map(
            yes ->
                refused(
                    Reason.ANOTHER_CLUSTER,
                    "data directory \"%s\" of node \"%s\" is of cluster \"%s\"; node \"%s\" of the same database is of cluster \"%s\""
                        .formatted(
                            here.path(),
                            here.node(),
                            here.systemIdentifier(),
                            answered.get(0).node(),
                            answered.get(0).systemIdentifier()),
                    "compare \"data\", \"host\" and \"port\" of the nodes in the system file with"
                        + " the hosts"));
  }

  private boolean isForeign(NodeFacts other) {
    return !other.systemIdentifier().isEmpty()
        && !other.systemIdentifier().equals(here.systemIdentifier());
  }

  /** Also a standby tells: it follows that timeline's primary, which may be out of reach. */
  private Optional<StartAnswer> newerTimeline() {
    return around
        .of(here.systemIdentifier())
        .filter(other -> other.timeline() > here.timeline())
        .reduce((one, other) -> other.writable() ? other : one)
        .map(
            other ->
                refused(
                    Reason.NEWER_TIMELINE,
                    "node \"%s\" %s timeline %d; the directory of node \"%s\" is on timeline %d and would come up as a second primary"
                        .formatted(
                            other.node(),
                            other.writable() ? "takes writes on" : "is a standby on",
                            other.timeline(),
                            here.node(),
                            here.timeline()),
                    "\"bosai start reprotect\" brings the node back as a standby and keeps what"
                        + " only it has"));
  }

  private Optional<StartAnswer> secondPrimary() {
    return writable(other -> other.timeline() == here.timeline())
        .map(
            other ->
                refused(
                    Reason.SECOND_PRIMARY,
                    "node \"%s\" takes writes on timeline %d; node \"%s\" would write the same timeline"
                        .formatted(other.node(), other.timeline(), here.node()),
                    "find out which of the two is the primary; \"bosai node status\" tells what"
                        + " is known on each host"));
  }

  private Optional<StartAnswer> diverged() {
    return writable(
            other ->
                other.timeline() < here.timeline() && !here.ancestors().contains(other.timeline()))
        .map(
            other ->
                refused(
                    Reason.DIVERGED,
                    "node \"%s\" takes writes on timeline %d, which timeline %d of node \"%s\" did not come from"
                        .formatted(other.node(), other.timeline(), here.timeline(), here.node()),
                    "find out which of the two has the writes that count, and fence the other"));
  }

  private Optional<NodeFacts> writable(Function<NodeFacts, Boolean> like) {
    return around
        .of(here.systemIdentifier())
        .filter(NodeFacts::writable)
        .filter(like::apply)
        .findFirst();
  }

  /** A route that was led here since tells that somebody meant it. */
  private Optional<StartAnswer> fenceTakenBack() {
    return here.fence() == Fence.TAKEN_BACK && !RouteRule.leadsHere(here, around)
        ? Optional.of(
            refused(
                Reason.FENCE_TAKEN_BACK,
                "node \"%s\" was fenced, and its control file was put back by hand"
                    .formatted(here.node()),
                "\"bosai start reprotect\" brings the node back as a standby; if it is to be the"
                    + " primary again, move \""
                    + here.path()
                    + ".bosai/journal.jsonl\" aside"))
        : Optional.empty();
  }

  private Optional<StartAnswer> silence() {
    List<String> silent = around.silent();
    return silent.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new StartAnswer(
                Reason.NOT_ASKED,
                "node \"%s\" would come up as a primary, and not everything could be asked: %s%s"
                    .formatted(here.node(), String.join("; ", silent), STOPPED),
                "see to what does not answer, or ask without --strict",
                silent,
                warnings()));
  }

  private StartAnswer allowed() {
    List<String> silent = around.silent();
    String as =
        "node \"%s\" may start as a primary on timeline %d: "
            .formatted(here.node(), here.timeline());
    return silent.isEmpty()
        ? new StartAnswer(
            Reason.NEWEST,
            as + "everything else of the database was asked, and nothing stands against it",
            "",
            silent,
            warnings())
        : new StartAnswer(
            Reason.ALONE,
            as + "nothing that answered stands against it",
            "look at what did not answer before two nodes take writes",
            silent,
            warnings());
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    around.others().stream()
        .filter(NodeFacts::answers)
        .flatMap(this::warning)
        .forEach(warnings::add);
    warnings.addAll(RouteRule.warnings(here, around));
    if (here.fence() == Fence.TAKEN_BACK) {
      warnings.add("it was fenced once, and its control file was put back by hand");
    }
    return warnings;
  }

  private Stream<String> warning(NodeFacts other) {
    String node = "node \"" + other.node() + "\" ";
    if (isForeign(other)) {
      return Stream.of(node + "is of another cluster, \"" + other.systemIdentifier() + "\"");
    }
    return other.writable()
        ? Stream.of(node + "takes writes on the older timeline " + other.timeline() + ": fence it")
        : Stream.empty();
  }

  static StartAnswer refused(Reason reason, String sentence, String hint) {
    return new StartAnswer(reason, sentence + STOPPED, hint, List.of(), List.of());
  }
}
