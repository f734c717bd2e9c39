package dev.bosai.app.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.app.cli.Cli;
import dev.bosai.app.cli.PeopleCommands;
import dev.bosai.app.cli.Surroundings;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.lab.LabHome;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Runs the commands of people within this process, so that no start of Java is measured. */
public final class Commands {
  private final LabHome home;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * Makes it.
   *
   * @param home of the lab the commands are about
   */
  public Commands(LabHome home) {
    this.home = home;
  }

  /**
   * Runs a command that prints JSON.
   *
   * @return its documents, one for each line; none if it ended badly without one
   */
  public List<JsonNode> documents(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    root(out, err).execute(arguments);
    List<JsonNode> documents = out.toString().lines().map(this::parsed).toList();
    if (documents.isEmpty()) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "\"bosai " + String.join(" ", arguments) + "\" said: " + err.toString().strip(),
          "read the logs of the lab in \"" + home.root() + "\"");
    }
    return documents;
  }

  /** Runs a command and returns the last document it printed. */
  public JsonNode last(String... arguments) {
    List<JsonNode> documents = documents(arguments);
    return documents.get(documents.size() - 1);
  }

  private CommandLine root(StringWriter out, StringWriter err) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("BOSAI_HOME", home.home().toString());
    Surroundings surroundings =
        new Surroundings(
            environment,
            Path.of("").toAbsolutePath(),
            Clock.systemUTC(),
            new BufferedReader(Reader.nullReader()),
            false);
    CommandLine root = new CommandLine(CommandSpec.create().name("bosai"));
    PeopleCommands.addTo(root, surroundings);
    return Cli.configured(root, surroundings)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }

  private JsonNode parsed(String line) {
    try {
      return json.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
