package dev.bosai.app.cli;

import dev.bosai.app.run.RunSnapshot;
import dev.bosai.app.run.Runs;
import dev.bosai.workflows.port.TaskQueues;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Tells on standard error that nobody carries a run on. The question is asked while the run is
 * read, so that it costs no time of its own.
 */
final class NoWorker implements AutoCloseable {
  private final CompletableFuture<Optional<String>> missing;

  private NoWorker(CompletableFuture<Optional<String>> missing) {
    this.missing = missing;
  }

  static NoWorker asked(Runs runs, String system) {
    return new NoWorker(
        CompletableFuture.supplyAsync(() -> runs.pollers().missing(TaskQueues.system(system))));
  }

  /** Tells it unless the run has ended and needs no worker. */
  void ifAny(RunSnapshot run, CommandSpec spec) {
    if (!run.header().state().ended()) {
      tell(spec);
    }
  }

  void tell(CommandSpec spec) {
    PrintWriter err = spec.commandLine().getErr();
    answer()
        .ifPresent(
            sentence -> {
              err.println("bosai: " + sentence + ", so the run stands still");
              err.println("  HINT: start one with \"bosai worker\" on a host of a site that is up");
              err.flush();
            });
  }

  private Optional<String> answer() {
    try {
      return missing.join();
    } catch (CompletionException error) {
      throw error.getCause() instanceof RuntimeException cause ? cause : error;
    }
  }

  /** Waits for an answer that nobody wanted: the connection it comes by is closed next. */
  @Override
  public void close() {
    missing.handle((sentence, failure) -> Optional.empty()).join();
  }
}
