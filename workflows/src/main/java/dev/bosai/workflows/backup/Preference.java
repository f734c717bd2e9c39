package dev.bosai.workflows.backup;

import dev.bosai.runbooks.system.Node;
import dev.bosai.runbooks.system.Site;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** On which node's host work on backups is done best: a pure function. */
final class Preference {
  private Preference() {}

  /**
   * A host.
   *
   * @param node that stands on it
   * @param site whose worker works there
   */
  record Place(String node, String site) {}

  /**
   * Returns one host of each site: the primary's first, since the work is on what it wrote, then
   * the home site's, then the others' in the system file's order.
   *
   * @param primary name of the node that takes writes; null if nobody knows
   */
  static List<Place> places(BackupOrder order, @Nullable String primary) {
    Map<String, Place> bySite = new LinkedHashMap<>();
    order.settings().nodes().entrySet().stream()
        .sorted(Comparator.comparingInt(node -> rank(order, node, primary)))
        .map(node -> new Place(node.getKey(), node.getValue().site()))
        .forEach(place -> bySite.putIfAbsent(place.site(), place));
    return List.copyOf(bySite.values());
  }

  private static int rank(
      BackupOrder order, Map.Entry<String, Node> node, @Nullable String primary) {
    if (node.getKey().equals(primary)) {
      return 0;
    }
    Site site = order.system().sites().get(node.getValue().site());
    return site != null && site.home() ? 1 : 2;
  }
}
