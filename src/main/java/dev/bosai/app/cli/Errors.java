package dev.bosai.app.cli;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.runbooks.parse.Scalars;
import dev.bosai.runbooks.problem.InvalidFile;
import dev.bosai.runbooks.problem.InvalidInput;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place that turns what was thrown into words, a hint and an exit code. */
final class Errors implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Surroundings surroundings;

  Errors(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public int handleParseException(ParameterException error, String[] args) {
    ErrorReport report =
        error.getCause() instanceof Fault fault
            ? ErrorReport.of(fault)
            : new ErrorReport(Blame.USAGE, sentence(error), hint(error), List.of());
    return told(report, error.getCommandLine(), List.of(args));
  }

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
    return told(report(error), command, parsed.originalArgs());
  }

  private ErrorReport report(Exception error) {
    if (error instanceof Fault fault) {
      return ErrorReport.of(fault);
    }
    if (error instanceof InvalidFile invalid) {
      return ErrorReport.of(invalid);
    }
    if (error instanceof InvalidInput invalid) {
      return ErrorReport.of(invalid);
    }
    return Stream.iterate(error.getCause(), cause -> cause != null, Throwable::getCause)
        .filter(Fault.class::isInstance)
        .findFirst()
        .map(fault -> ErrorReport.of((Fault) fault))
        .orElseGet(() -> unexpected(error));
  }

  private ErrorReport unexpected(Exception error) {
    return ErrorReport.unexpected(error, new ErrorLog(surroundings).write(error));
  }

  private static int told(ErrorReport report, CommandLine command, List<String> args) {
    boolean json = args.contains("--json");
    command.getErr().println(json ? report.json() : report.text());
    command.getErr().flush();
    return report.blame().code();
  }

  private static String sentence(ParameterException error) {
    String message =
        Scalars.printable(String.valueOf(error.getMessage()).replace('\'', '"').strip());
    String first = message.substring(0, Math.min(1, message.length()));
    String text = first.toLowerCase(Locale.ROOT) + message.substring(first.length());
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static String hint(ParameterException error) {
    if (error instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      List<String> near = unmatched.getSuggestions().stream().limit(3).toList();
      return "did you mean \"" + String.join("\" or \"", near) + "\"?";
    }
    return "\""
        + error.getCommandLine().getCommandSpec().qualifiedName()
        + " --help\" shows how it is typed";
  }
}
