package dev.bosai.workflows.run;

import dev.bosai.workflows.Answer;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.RunControl;
import dev.bosai.workflows.RunInput;
import dev.bosai.workflows.RunResult;
import dev.bosai.workflows.port.TaskQueues;
import dev.bosai.workflows.view.DecisionView;
import dev.bosai.workflows.view.MemoKeys;
import dev.bosai.workflows.view.Need;
import dev.bosai.workflows.view.RunAttributes;
import dev.bosai.workflows.view.RunHeader;
import dev.bosai.workflows.view.RunIds;
import dev.bosai.workflows.view.StepView;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The server, the workers on every queue, and what a person sees of the run and says to it. */
final class Drill implements AutoCloseable {
  private final TestWorkflowEnvironment environment;
  private final WorkerFactory late;
  private final World world;
  private final Beside beside;
  private final Impatience impatience;

  Drill(World world) {
    this(world, "");
  }

  /** Makes a drill whose clock can be put forward. */
  static Drill ofLongDuration(World world) {
    return new Drill(world, "", true);
  }

  /**
   * Makes a drill.
   *
   * @param absent site that has no worker; empty for none
   */
  Drill(World world, String absent) {
    this(world, absent, false);
  }

  private Drill(World world, String absent, boolean skipsTime) {
    this.world = world;
    this.beside = new Beside(world);
    impatience = new Impatience(absent);
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(skipsTime)
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder().setWorkerInterceptors(impatience).build())
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
    RunAttributes.all()
        .forEach(key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    environment = TestWorkflowEnvironment.newInstance(options.build());
    late = WorkerFactory.newInstance(environment.getWorkflowClient());
    Worker system = environment.newWorker(TaskQueues.system("shop"));
    system.registerWorkflowImplementationTypes(
        ReplicaPromotionRun.class,
        SwitchoverRun.class,
        PointInTimeRecoveryRun.class,
        ReprotectRun.class,
        CustomRunbookRun.class);
    system.registerActivitiesImplementations(world, world.led);
    Stream.concat(
            Stream.of("tokyo", "us-west")
                .filter(site -> !site.equals(absent))
                .map(site -> TaskQueues.site("shop", site)),
            Stream.of(TaskQueues.probe("shop", "main")))
        .forEach(
            queue ->
                environment
                    .newWorker(queue)
                    .registerActivitiesImplementations(
                        world, world.led, beside, world.cut, world.moved));
    environment.start();
  }

  /** A worker of the absent site begins its work. */
  void comesBack(String site) {
    impatience.end();
    late.newWorker(TaskQueues.site("shop", site))
        .registerActivitiesImplementations(world, world.led, world.cut);
    late.start();
  }

  void start(Class<?> type, RunInput input) {
    WorkflowStub stub =
        environment
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                type.getSimpleName(),
                WorkflowOptions.newBuilder()
                    .setTaskQueue(TaskQueues.system("shop"))
                    .setWorkflowId(RunIds.recovery("shop"))
                    .build());
    stub.start(input);
  }

  /** Returns what stands beside db1. */
  Beside beside() {
    return beside;
  }

  /** Waits until something has been done to the world. */
  void waitUntilDone(String what) {
    Instant deadline = Instant.now().plusSeconds(20);
    while (!world.done.contains(what)) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError(what + " was not done, only " + world.done);
      }
      environment.sleep(Duration.ofMillis(20));
    }
  }

  Need waitFor(String decision) {
    return waitFor(decision, need -> true);
  }

  Need waitFor(String decision, Predicate<Need> also) {
    Instant deadline = Instant.now().plusSeconds(20);
    while (Instant.now().isBefore(deadline)) {
      Need need = hasMemo() ? header().needs() : null;
      if (need != null && need.decision().equals(decision) && also.test(need)) {
        return need;
      }
      environment.sleep(Duration.ofMillis(20));
    }
    throw new AssertionError("no " + decision + " was asked; " + header());
  }

  private boolean hasMemo() {
    return describe().getMemo(MemoKeys.RUN, RunHeader.class) != null;
  }

  Answer answer(Need need, String who, String why) {
    return new Answer(need.id(), need.factsHash(), who, why, "");
  }

  RunControl control() {
    WorkflowClient client = environment.getWorkflowClient();
    return client.newWorkflowStub(RunControl.class, RunIds.recovery("shop"));
  }

  RunResult result() {
    return resultOf(RunIds.recovery("shop"));
  }

  RunResult resultOf(String id) {
    try {
      return stub(id).getResult(30, TimeUnit.SECONDS, RunResult.class);
    } catch (TimeoutException e) {
      throw new AssertionError(id + " does not end:\n" + trace(id), e);
    }
  }

  /** Where the run's threads stand; the best first hint when a run does not end. */
  private String trace(String id) {
    return stub(id).query("__stack_trace", String.class);
  }

  private WorkflowStub stub(String id) {
    return environment.getWorkflowClient().newUntypedWorkflowStub(id);
  }

  /** Lets so much time pass. */
  void pass(Duration time) {
    environment.sleep(time);
  }

  WorkflowExecutionDescription describe() {
    return stub(RunIds.recovery("shop")).describe();
  }

  RunHeader header() {
    return (RunHeader) describe().getMemo(MemoKeys.RUN, RunHeader.class);
  }

  List<DecisionView> decisions() {
    DecisionView[] decided =
        (DecisionView[]) describe().getMemo(MemoKeys.DECISIONS, DecisionView[].class);
    return decided == null ? List.of() : List.of(decided);
  }

  StepView step(int index) {
    return (StepView) describe().getMemo(MemoKeys.step(index), StepView.class);
  }

  List<StepView> steps() {
    return IntStream.range(0, header().stepCount()).mapToObj(this::step).toList();
  }

  List<HistoryEvent> history() {
    return environment.getWorkflowClient().fetchHistory(RunIds.recovery("shop")).getEvents();
  }

  @Override
  public void close() {
    late.shutdownNow();
    environment.close();
  }
}
