package dev.bosai.app.run;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.workflows.Answer;
import dev.bosai.workflows.Choosing;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends people's answers to a run as Updates, which come back with a receipt or with the reason of
 * a refusal.
 */
public final class RunAnswers {
  private static final Duration RECEIPT_WITHIN = Duration.ofSeconds(15);

  private final Service service;

  RunAnswers(Service service) {
    this.service = service;
  }

  /**
   * Sends an answer to exactly the execution that was read, so that it can never reach a later run.
   *
   * @param run the run as it was read
   * @param choice name of the update, for example {@code retry}
   * @param answer names the prompt and the facts that were shown
   * @return the run's receipt
   * @throws Fault if the run refuses it, has ended, or no worker takes it within 15 seconds
   */
  public String send(RunSnapshot run, String choice, Answer answer) {
    return update(run, choice, answer);
  }

  /**
   * Sends a pick among the choices of an open question.
   *
   * @return the run's receipt
   * @throws Fault as the other answers
   */
  public String send(RunSnapshot run, Choosing choosing) {
    return update(run, "choose", choosing);
  }

  private String update(RunSnapshot run, String choice, Object answer) {
    WorkflowStub stub =
        service
            .connection()
            .client()
            .newUntypedWorkflowStub(
                WorkflowTargetOptions.newBuilder()
                    .setWorkflowId(run.workflowId())
                    .setRunId(run.runId())
                    .build());
    CompletableFuture<String> receipt =
        CompletableFuture.supplyAsync(() -> stub.update(choice, String.class, answer));
    try {
      return receipt.get(RECEIPT_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException error) {
      throw translated(run, choice, error.getCause());
    } catch (TimeoutException error) {
      throw noWorker(run, choice, error);
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
      throw noWorker(run, choice, error);
    }
  }

  private RuntimeException translated(RunSnapshot run, String choice, @Nullable Throwable error) {
    if (error instanceof WorkflowUpdateException
        && error.getCause() instanceof ApplicationFailure why) {
      return refused(run, choice, why);
    }
    if (error instanceof WorkflowNotFoundException) {
      return new Fault(
          Blame.REFUSED,
          "run \"" + run.header().run() + "\" has ended meanwhile",
          "\"bosai status " + run.header().run() + "\" shows how",
          error);
    }
    if (error instanceof WorkflowServiceException
        && error.getCause() instanceof StatusRuntimeException status) {
      return status.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED
          ? noWorker(run, choice, error)
          : service.translated(status);
    }
    return error instanceof RuntimeException known ? known : new IllegalStateException(error);
  }

  /** The run's own words carry a hint, as all of Bosai's do. */
  private static Fault refused(RunSnapshot run, String choice, ApplicationFailure why) {
    String[] told = why.getOriginalMessage().split("\\R\\s*HINT: ", 2);
    return new Fault(
        Blame.REFUSED,
        "run \"" + run.header().run() + "\" refused \"" + choice + "\": " + told[0],
        told.length == 2
            ? told[1]
            : "\"bosai status " + run.header().run() + "\" shows what it waits for now",
        why);
  }

  private static Fault noWorker(RunSnapshot run, String choice, Throwable cause) {
    return new Fault(
        Blame.ENVIRONMENT,
        "no worker took \""
            + choice
            + "\" for run \""
            + run.header().run()
            + "\" within "
            + RECEIPT_WITHIN.toSeconds()
            + " s; it may still take effect when a worker comes back",
        "start a worker with \"bosai worker\", then look at \"bosai status "
            + run.header().run()
            + "\" before you answer again",
        cause);
  }
}
