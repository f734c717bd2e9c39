package dev.bosai.runbooks.shape;

import static dev.bosai.runbooks.shape.Key.fallback;
import static dev.bosai.runbooks.shape.Key.optional;
import static dev.bosai.runbooks.shape.Key.required;
import static dev.bosai.runbooks.shape.Shapes.NAME;
import static dev.bosai.runbooks.shape.Shapes.command;
import static dev.bosai.runbooks.shape.Shapes.fields;
import static dev.bosai.runbooks.shape.Shapes.named;

import dev.bosai.runbooks.system.Person;
import dev.bosai.runbooks.system.Policy;
import dev.bosai.runbooks.system.TemporalService;
import java.util.List;
import java.util.Map;

/** What a system file looks like. */
public final class SystemShape {

  /** The whole file. */
  public static final Shape FILE =
      new Shape.Fields(
          List.of(
              required("system", NAME, "Name of the system; the lock and task queues carry it."),
              optional("temporal", temporal(), "The one place where this system's runs live."),
              required("sites", named(site(), 1), "Places that fail as one, by name."),
              required(
                  "databases", named(DatabaseShape.DATABASE, 1), "Protected databases, by name."),
              optional("services", named(service(), 0), "What depends on them, by name."),
              optional("channels", named(channel(), 0), "Where people are told, by name."),
              optional("people", named(person(), 0), "Who decides, by name."),
              optional("policy", policy(), "The system's own limits.")),
          List.of("cache", "deployments", "files", "infrastructure", "pipelines", "traffic"));

  private SystemShape() {}

  private static Shape temporal() {
    return fields(
        fallback(
            "address",
            new Shape.Text(TextKind.ADDRESS),
            "127.0.0.1:7233",
            "Host and port of Temporal's front end."),
        fallback("namespace", NAME, "default", "The namespace; the lock holds within it."),
        optional(
            "ui",
            new Shape.Text(TextKind.URL),
            "URL of its Web UI; on the front end's port + 1000 without it."),
        optional(
            "tls",
            new Shape.Words(TemporalService.TLS, List.of()),
            "`required`: nobody connects in plain text; `never`: the environment's TLS and"
                + " credentials are left aside. Without it the environment decides."),
        optional("encryption", encryption(), "Keys of what is kept there; clear without it."));
  }

  private static Shape encryption() {
    return fields(
        required("with", NAME, "The key that encrypts; the others only decrypt."),
        required(
            "keys",
            named(new Shape.Text(TextKind.SECRET), 1),
            "References to keys, by name: 32 bytes in base64 each."));
  }

  private static Shape site() {
    return fields(
        fallback(
            "home", new Shape.Flag(), "false", "Whether the service normally runs here; one site."),
        fallback(
            "role",
            new Shape.Words(List.of("data", "witness"), List.of()),
            "data",
            "`witness`: Temporal, probe and router, no database server."));
  }

  private static Shape service() {
    return fields(
        fallback("tier", new Shape.Count(1, 9), "1", "Tier 1 is brought back first."),
        optional("health", new Shape.Text(TextKind.URL), "URL that answers 200 when it works."),
        optional(
            "redeploy",
            new Shape.Fields(
                List.of(required("command", command(), "Program and arguments that restart it.")),
                List.of("github-actions", "vercel")),
            "How it is restarted."));
  }

  private static Shape channel() {
    return new Shape.Kinds(
        Map.of(
            "webhook",
            fields(required("url", new Shape.Text(TextKind.URL), "A JSON message is posted here.")),
            "command",
            fields(
                required("command", command(), "Gets the message as JSON on its standard input."))),
        List.of("datadog", "email", "pagerduty", "slack", "statuspage"));
  }

  private static Shape person() {
    return fields(
        optional("key", new Shape.Text(TextKind.SSH_KEY), "Public key for signed answers."),
        required(
            "roles",
            new Shape.Sequence(new Shape.Words(Person.ROLES, List.of()), 1),
            "`responder` pauses, `commander` starts and leads, `approver` answers approvals."));
  }

  private static Shape policy() {
    return new Shape.Fields(
        List.of(
            fallback(
                "accept-loss",
                new Shape.Time(true),
                "0s",
                "A bound of the loss up to this needs no approval."),
            optional(
                "tiers",
                new Shape.Sequence(NAME, 1),
                "Roles a question passes through when nobody answers; `[commander]` without it."),
            optional(
                "commands",
                new Shape.Sequence(new Shape.Text(TextKind.PATH), 0),
                "Programs that a `command` step may run."),
            optional(
                "two-person",
                new Shape.Sequence(new Shape.Words(Policy.TWO_PERSON, List.of()), 1),
                "What takes two people's signed words: `override`, and approvals of runbooks of these"
                    + " levels.")),
        List.of("automatic"));
  }
}
