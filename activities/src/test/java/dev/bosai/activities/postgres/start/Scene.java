package dev.bosai.activities.postgres.start;

import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What db1 finds in its directory on timeline 2 and around it, each scene a little different. */
record Scene(Directory here, List<NodeFacts> others, @Nullable RouteFacts route) {
  static final String SYSTEM = "7301";

  static Scene quiet() {
    return new Scene(
        new Directory(
            "db1",
            Path.of("/srv/pg/main"),
            false,
            Fence.NONE,
            SYSTEM,
            2,
            Set.of(1),
            Token.NONE,
            Token.NONE),
        List.of(),
        null);
  }

  Scene standby() {
    return with(
        new Directory(
            "db1", here.path(), true, here.fence(), SYSTEM, 2, Set.of(1), Token.NONE, Token.NONE));
  }

  Scene fence(Fence fence) {
    return with(
        new Directory(
            "db1",
            here.path(),
            here.standby(),
            fence,
            SYSTEM,
            2,
            Set.of(1),
            Token.NONE,
            Token.NONE));
  }

  Scene cluster(String system) {
    return with(
        new Directory(
            "db1", here.path(), false, Fence.NONE, system, 2, Set.of(1), Token.NONE, Token.NONE));
  }

  Scene promoted(Token token) {
    return with(
        new Directory("db1", here.path(), false, Fence.NONE, SYSTEM, 2, Set.of(1), token, token));
  }

  Scene from(Integer... ancestors) {
    return with(
        new Directory(
            "db1",
            here.path(),
            false,
            Fence.NONE,
            SYSTEM,
            2,
            Set.of(ancestors),
            Token.NONE,
            Token.NONE));
  }

  Scene primary(String node, int timeline) {
    return other(facts(node, false, SYSTEM, timeline));
  }

  Scene follower(String node, int timeline) {
    return other(facts(node, true, SYSTEM, timeline));
  }

  Scene stranger(String node) {
    return other(facts(node, false, "999", 1));
  }

  Scene silent(String node) {
    return other(NodeFacts.silent(node, "connection refused\n  HINT: not for here"));
  }

  Scene route(String node, Token token) {
    return new Scene(here, others, new RouteFacts("router", node, token, ""));
  }

  Scene silentRoute() {
    return new Scene(here, others, new RouteFacts("router", "", Token.NONE, "it does not answer"));
  }

  StartAnswer answer() {
    return StartRule.decide(here, new Around(others, route), false);
  }

  StartAnswer strictly() {
    return StartRule.decide(here, new Around(others, route), true);
  }

  private Scene with(Directory changed) {
    return new Scene(changed, others, route);
  }

  private Scene other(NodeFacts facts) {
    List<NodeFacts> more = new ArrayList<>(others);
    more.add(facts);
    return new Scene(here, more, route);
  }

  private static NodeFacts facts(String node, boolean standby, String system, int timeline) {
    return new NodeFacts(
        node, true, "", standby, system, timeline, null, null, null, false, "", "", List.of());
  }
}
