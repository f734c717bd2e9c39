package dev.bosai.workflows.run;

import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.port.OutsideActivities.Message;
import dev.bosai.workflows.port.OutsideActivities.Receipt;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tells people beside the run: a message never holds a recovery up. */
final class Herald {
  /** A run that has ended waits so long for messages still under way. */
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final SystemFile system;
  private final String run;
  private final Ports ports;
  private final List<Promise<Receipt>> underway = new ArrayList<>();

  Herald(SystemFile system, String run, Ports ports) {
    this.system = system;
    this.run = run;
    this.ports = ports;
  }

  /** Tells one channel; the key makes every try recognisable as the same message. */
  Promise<Receipt> tell(String channel, String about, String text) {
    Message message = new Message(system.system(), channel, run + "/" + about, run + ": " + text);
    Promise<Receipt> receipt =
        Async.function(
            ports.messages(Summaries.line("tell " + channel + ": " + text))::tell, message);
    underway.add(receipt);
    return receipt;
  }

  /** Tells every channel of the system. */
  void tellAll(String about, String text) {
    system.channels().keySet().forEach(channel -> tell(channel, about, text));
  }

  /** Waits, within bounds, for messages still under way. */
  void drain() {
    Promise<Void> late =
        Workflow.newTimer(
            DRAIN,
            TimerOptions.newBuilder().setSummary("messages may still be taken until then").build());
    Workflow.await(() -> late.isCompleted() || underway.stream().allMatch(Promise::isCompleted));
  }
}
