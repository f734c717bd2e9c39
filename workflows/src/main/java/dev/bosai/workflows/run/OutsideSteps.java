package dev.bosai.workflows.run;

import dev.bosai.runbooks.step.Command;
import dev.bosai.runbooks.step.Http;
import dev.bosai.runbooks.step.Redeploy;
import dev.bosai.runbooks.step.Sql;
import dev.bosai.runbooks.step.StepHead;
import dev.bosai.runbooks.system.Service;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.workflows.port.DatabaseActivities.Statement;
import dev.bosai.workflows.port.DatabaseActivities.StatementAnswer;
import dev.bosai.workflows.port.OutsideActivities;
import dev.bosai.workflows.port.OutsideActivities.Answer;
import dev.bosai.workflows.port.OutsideActivities.Program;
import dev.bosai.workflows.port.OutsideActivities.ProgramEnded;
import dev.bosai.workflows.port.OutsideActivities.Request;
import dev.bosai.workflows.port.OutsideActivities.ServiceRef;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Steps that bring people's own procedures without Java, and the services around the databases. */
final class OutsideSteps {
  private final SystemFile system;
  private final String run;
  private final Ports ports;
  private final Facts facts;

  OutsideSteps(SystemFile system, String run, Ports ports, Facts facts) {
    this.system = system;
    this.run = run;
    this.ports = ports;
    this.facts = facts;
  }

  Outcome http(Http step) {
    Request request =
        new Request(
            system.system(),
            key(step.head()),
            step.method(),
            step.url(),
            step.headers(),
            facts.fill(step.body()),
            step.expectStatus());
    Answer answer = ports.outside(step.head()).request(request);
    return new Outcome(
        "answered " + answer.status(),
        Map.of("status", String.valueOf(answer.status()), "body", answer.excerpt()));
  }

  /** Asks the serving database, whatever the step says of where it runs. */
  Outcome sql(Sql step) {
    return answered(
        ports
            .wire(step.head())
            .runStatement(
                new Statement(ports.database(step.database()), step.statement(), step.expect())));
  }

  static Outcome answered(StatementAnswer answer) {
    return new Outcome(
        answer.rows() + " rows, first \"" + answer.first() + "\"",
        Map.of("first", answer.first(), "rows", String.valueOf(answer.rows())));
  }

  Outcome command(Command step) {
    OutsideActivities worker =
        step.site().isEmpty()
            ? ports.outside(step.head())
            : ports.outside(step.head(), step.site());
    ProgramEnded ended = worker.run(new Program(system.system(), key(step.head()), filled(step)));
    return ended(ended);
  }

  private List<String> filled(Command step) {
    return step.command().stream().map(facts::fill).toList();
  }

  Outcome redeploy(Redeploy step) {
    return ended(ports.outside(step.head()).redeploy(service(step.head(), step.service())));
  }

  /** Asks the services for their health at the same time; one that is ill fails the step. */
  Map<String, String> health(StepHead head, List<String> asked) {
    Map<String, Promise<Answer>> answers = new LinkedHashMap<>();
    system.services().entrySet().stream()
        .filter(service -> asked.isEmpty() || asked.contains(service.getKey()))
        .filter(service -> hasHealth(service.getValue()))
        .map(Map.Entry::getKey)
        .forEach(
            name ->
                answers.put(
                    name, Async.function(ports.outside(head)::health, service(head, name))));
    Map<String, String> evidence = new LinkedHashMap<>();
    answers.forEach(
        (name, answer) -> evidence.put("health of " + name, String.valueOf(answer.get().status())));
    return evidence;
  }

  private ServiceRef service(StepHead head, String name) {
    return new ServiceRef(system.system(), name, key(head) + "/" + name);
  }

  private String key(StepHead head) {
    return run + "/" + head.id();
  }

  private static boolean hasHealth(Service service) {
    return !service.health().isEmpty();
  }

  private static Outcome ended(ProgramEnded ended) {
    return new Outcome(
        "ended with exit code " + ended.exitCode(), Map.of("output", ended.output()));
  }
}
