package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.BackupActivities;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.NodeFacts;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.run.Failed;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Gives work on backups to the site that does it best, and to the next one where nobody begins. */
final class SiteWork {
  private final BackupOrder order;
  private final Patience patience;
  private final String what;

  /**
   * Prepares the work.
   *
   * @param order whose
   * @param patience how long somebody waits for it
   * @param what is done, for the Web UI
   */
  SiteWork(BackupOrder order, Patience patience, String what) {
    this.order = order;
    this.patience = patience;
    this.what = what;
  }

  /**
   * Has it done.
   *
   * @throws ActivityFailure if the work failed
   * @throws ApplicationFailure of type UNREACHABLE if no site's worker took it up
   */
  <T> T done(BiFunction<BackupActivities, NodeRef, T> work) {
    List<String> absent = new ArrayList<>();
    for (Preference.Place place : Preference.places(order, primary())) {
      try {
        return work.apply(
            BackupPorts.host(
                order, place.site(), patience, what + ", on the host of " + place.node()),
            order.ref().node(place.node()));
      } catch (ActivityFailure failure) {
        Failed.rethrowIfCancelled(failure);
        if (!Failed.neverBegan(failure)) {
          throw failure;
        }
        absent.add(place.site());
      }
    }
    throw nobody(absent);
  }

  /** Whom the nodes call their primary; the work goes on without an answer, on the home site. */
  private @Nullable String primary() {
    try {
      List<String> writable =
          BackupPorts.wire("which node is the primary").reach(order.ref()).nodes().stream()
              .filter(NodeFacts::writable)
              .map(NodeFacts::node)
              .toList();
      return writable.size() == 1 ? writable.get(0) : null;
    } catch (ActivityFailure unknown) {
      Failed.rethrowIfCancelled(unknown);
      return null;
    }
  }

  private ApplicationFailure nobody(List<String> absent) {
    return ApplicationFailure.newNonRetryableFailure(
        "no worker of "
            + (absent.size() == 1 ? "site " : "the sites ")
            + String.join(", ", absent.stream().map(site -> "\"" + site + "\"").toList())
            + " took up the work within "
            + patience.beginsWithin().toSeconds()
            + " s each; nothing was touched\n  HINT: start one with \"bosai worker --site "
            + absent.get(0)
            + "\" on its host",
        FailureType.UNREACHABLE.name());
  }
}
