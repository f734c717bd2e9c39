package dev.bosai.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.bosai.app.cli.Cli;
import dev.bosai.app.cli.PeopleCommands;
import dev.bosai.app.cli.Surroundings;
import dev.bosai.runbooks.parse.SystemFileParser;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** What the documents tell people to type is understood, and works where no lab is needed. */
class DocsCommandsTest {
  private static final Checkout CHECKOUT = new Checkout();
  private static final String SYSTEM = "runbooks/examples/bosai.yaml";
  private static final String RUNBOOK = "runbooks/examples/maintenance-page.yaml";

  @Test
  void theDocumentsShowCommands() {
    assertThat(commands()).hasSizeGreaterThan(15);
  }

  @TestFactory
  Stream<DynamicTest> everyCommandIsUnderstood() {
    return commands()
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.place() + " bosai " + String.join(" ", command.words()),
                    () ->
                        assertThatCode(() -> bosai().parseArgs(command.array()))
                            .doesNotThrowAnyException()));
  }

  @TestFactory
  Stream<DynamicTest> whatNeedsNoLabWorks() {
    return commands()
        .filter(DocsCommandsTest::alone)
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.place() + " bosai " + String.join(" ", command.words()),
                    () -> works(command.forSystem(SYSTEM).withFiles(DocsCommandsTest::here))));
  }

  /** A runbook that the reader is to write is played by an example. */
  private static String here(String word) {
    boolean missing = word.endsWith(".yaml") && !Files.exists(CHECKOUT.root().resolve(word));
    return missing ? RUNBOOK : word;
  }

  @TestFactory
  Stream<DynamicTest> everySystemFileShownIsValid() {
    return documents()
        .flatMap(file -> ShellBlocks.yaml(Checkout.text(file)).stream())
        .filter(text -> text.startsWith("system: "))
        .map(
            text ->
                DynamicTest.dynamicTest(
                    text.lines().findFirst().orElseThrow(),
                    () ->
                        assertThat(SystemFileParser.parse("bosai.yaml", text).databases())
                            .isNotEmpty()));
  }

  private static void works(ShellBlocks.Bosai command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        bosai()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(command.array());
    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString()).isNotBlank();
  }

  /** Reads files alone: neither a server, nor a lab, nor a person at a terminal. */
  private static boolean alone(ShellBlocks.Bosai command) {
    String first = command.words().isEmpty() ? "" : command.words().get(0);
    return List.of("runbook", "plan", "completion", "--help", "--version").contains(first)
        || command.words().contains("--help");
  }

  private static Stream<ShellBlocks.Bosai> commands() {
    return documents()
        .flatMap(file -> ShellBlocks.commands(CHECKOUT.name(file), Checkout.text(file)).stream());
  }

  private static Stream<Path> documents() {
    return CHECKOUT.files(".md").stream()
        .filter(file -> CHECKOUT.name(file).matches("README\\.md|docs/[^/]*\\.md"));
  }

  private static CommandLine bosai() {
    Surroundings surroundings =
        new Surroundings(
            Map.of(),
            CHECKOUT.root(),
            Clock.systemUTC(),
            new BufferedReader(new StringReader("")),
            false);
    CommandLine root = new CommandLine(new Main());
    PeopleCommands.addTo(root, surroundings);
    return Cli.configured(root, surroundings);
  }
}
