package dev.bosai.workflows.backup;

import dev.bosai.workflows.port.OutsideActivities.Message;
import dev.bosai.workflows.port.OutsideActivities.Receipt;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/** Tells every channel of the system; a channel that cannot be told holds the others not up. */
final class Alarm {
  private static final Duration WITHIN = Duration.ofMinutes(2);

  private final BackupOrder order;

  Alarm(BackupOrder order) {
    this.order = order;
  }

  /**
   * Tells it.
   *
   * @param key same for every try of the same message, so that a receiver can drop a repeat
   * @param text for people
   * @return whether any channel took it
   */
  boolean tell(String key, String text) {
    List<Promise<Boolean>> taken =
        order.system().channels().keySet().stream()
            .map(channel -> taken(sent(channel, key, text)))
            .toList();
    Promise<Void> late =
        Workflow.newTimer(
            WITHIN,
            TimerOptions.newBuilder().setSummary("messages may be taken until then").build());
    Workflow.await(() -> late.isCompleted() || taken.stream().allMatch(Promise::isCompleted));
    return taken.stream().anyMatch(each -> each.isCompleted() && each.get());
  }

  private Promise<Receipt> sent(String channel, String key, String text) {
    Message message =
        new Message(order.system().system(), channel, key, order.system().system() + ": " + text);
    return Async.function(BackupPorts.messages("tell " + channel + ": " + text)::tell, message);
  }

  /** History shows why a message could not be sent. */
  private static Promise<Boolean> taken(Promise<Receipt> sent) {
    return sent.handle((receipt, failure) -> failure == null);
  }
}
