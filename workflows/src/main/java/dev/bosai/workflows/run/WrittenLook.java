package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.StepHead;
import dev.bosai.workflows.port.NodeRef;
import dev.bosai.workflows.port.SwitchActivities.AskWritten;
import dev.bosai.workflows.port.SwitchActivities.WrittenSince;
import io.temporal.failure.ActivityFailure;
import java.util.List;

/** Who wrote since a switch, and would lose it by going back. */
final class WrittenLook {
  static final WrittenSince NOT_READ = new WrittenSince(0, List.of(), List.of(), "");

  private final Ports ports;
  private final HoldStep hold;

  WrittenLook(Ports ports, HoldStep hold) {
    this.ports = ports;
    this.hold = hold;
  }

  static boolean isNobody(WrittenSince seen) {
    return seen.commits() == 0 && seen.missing().isEmpty();
  }

  /** Writes are held for the look, so that nobody writes between it and the way back. */
  WrittenSince look(StepHead head, Recovery recovery) {
    hold.hold(head, recovery);
    WrittenSince seen = read(head, recovery);
    if (!isNobody(seen)) {
      hold.free(head, recovery);
    }
    return seen;
  }

  /** The same of a node that may not answer; what cannot be read is read from its disk later. */
  WrittenSince lookIfItAnswers(StepHead head, Recovery recovery) {
    try {
      return look(head, recovery);
    } catch (ActivityFailure silent) {
      Failed.rethrowIfCancelled(silent);
      return NOT_READ;
    }
  }

  private WrittenSince read(StepHead head, Recovery recovery) {
    NodeRef node = recovery.pointInTime().node();
    try {
      return ports
          .switches(head, node)
          .writtenSince(new AskWritten(node, recovery.pointInTime().switched()));
    } catch (ActivityFailure unread) {
      Failed.rethrowIfCancelled(unread);
      return new WrittenSince(0, List.of(), List.of(), Failed.sentence(unread));
    }
  }
}
