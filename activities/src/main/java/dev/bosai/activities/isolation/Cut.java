package dev.bosai.activities.isolation;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Protected;
import dev.bosai.runbooks.system.Database.Isolate;
import dev.bosai.runbooks.system.Node;
import dev.bosai.workflows.port.DatabaseRef;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeRef;
import java.util.Map;

/**
 * A node and the programs that cut it off, both as this worker's own configuration lists them.
 *
 * @param ref names the node
 * @param node as it is listed
 * @param method the programs
 */
record Cut(NodeRef ref, Node node, Isolate method) {
  /**
   * Looks both up.
   *
   * @throws io.temporal.failure.ApplicationFailure of type NOT_LISTED if the file has not both
   */
  static Cut of(Protected listed, NodeRef ref, Isolate method) {
    Node node = listed.node(ref);
    if (!listed.database(new DatabaseRef(ref.system(), ref.database())).fence().contains(method)) {
      throw Failures.of(
          FailureType.NOT_LISTED,
          "programs \"%s\" and \"%s\" are no fence method of \"%s\" in this worker's system file"
              .formatted(method.isolate().get(0), method.verify().get(0), ref.database()),
          "start the worker with the system file the run was planned with, then retry");
    }
    return new Cut(ref, node, method);
  }

  Map<String, String> environment() {
    return Map.of(
        "BOSAI_NODE", ref.node(),
        "BOSAI_SITE", node.site(),
        "BOSAI_HOST", node.host(),
        "BOSAI_PORT", Integer.toString(node.port()));
  }
}
