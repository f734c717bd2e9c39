package dev.bosai.runbooks.describe;

import dev.bosai.runbooks.step.Command;
import dev.bosai.runbooks.step.Http;
import dev.bosai.runbooks.step.Notify;
import dev.bosai.runbooks.step.Sql;
import dev.bosai.runbooks.system.Channel;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a person types for steps that reach beyond the database servers. */
final class HandOutside {
  private HandOutside() {}

  static String tell(Notify step, @Nullable Channel channel) {
    String text = step.message().isEmpty() ? "what was done and what comes next" : step.message();
    String way =
        channel instanceof Channel.Program program
            ? "It is usually sent by `" + String.join(" ", program.command()) + "`."
            : "It is usually sent by a webhook; use the phone if need be.";
    return "Tell `"
        + step.channel()
        + "`, with the words in braces filled in. "
        + way
        + "\n\n> "
        + text.strip().replace("\n", "\n> ")
        + "\n\n";
  }

  static String http(Http step) {
    String headers =
        step.headers().entrySet().stream()
            .map(header -> " -H " + NodeShell.quoted(header.getKey() + ": " + header.getValue()))
            .collect(Collectors.joining());
    String body = step.body().isEmpty() ? "" : " -d " + NodeShell.quoted(step.body().strip());
    return "Where it reads `env:` or `file:`, put the secret that it names.\n\n"
        + NodeShell.shell(
            "curl -sS -o /dev/null -w '%{http_code}\\n' -X "
                + step.method()
                + headers
                + body
                + " "
                + NodeShell.quoted(step.url()))
        + "- [ ] It shows "
        + step.expectStatus()
        + ".\n";
  }

  static String sql(Sql step) {
    String expected =
        step.expect().isEmpty() ? "" : "- [ ] The first column reads `" + step.expect() + "`.\n";
    String where =
        switch (step.on()) {
          case PRIMARY ->
              "On the primary of `" + step.database() + "`, with `psql` as in \"assess\"";
          case PREVIEW ->
              "On what was restored of `" + step.database() + "`, with `psql` as in \"preview\"";
        };
    return where + ":\n\n```sql\n" + step.statement().strip() + "\n```\n\n" + expected;
  }

  static String command(Command step) {
    String where =
        step.site().isEmpty() ? "On a worker's host" : "On a host of `" + step.site() + "`";
    return where + ":\n\n" + typed(step.command());
  }

  /** Asks each service that has a health page; nothing where none has. */
  static String health(List<String> urls) {
    String asked =
        urls.stream()
            .map(url -> "curl -fsS " + NodeShell.quoted(url))
            .collect(Collectors.joining("\n"));
    return asked.isEmpty() ? "" : "\nThe services' health:\n\n" + NodeShell.shell(asked);
  }

  static String typed(List<String> command) {
    return NodeShell.shell(
        command.stream().map(NodeShell::quoted).collect(Collectors.joining(" ")));
  }
}
