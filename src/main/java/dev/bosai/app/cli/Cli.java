package dev.bosai.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Makes all commands behave alike: errors, exit codes and help. */
public final class Cli {
  private static final int WIDTH = 100;

  private Cli() {}

  /**
   * Sets up the root command; call it after every command was added.
   *
   * @param root the {@code bosai} command
   * @param surroundings what error reports may use
   */
  public static CommandLine configured(CommandLine root, Surroundings surroundings) {
    Errors errors = new Errors(surroundings);
    root.setUsageHelpWidth(WIDTH)
        // An "@" begins a word that people type, such as a reason; it must not open a file.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
    root.getSubcommands().values().forEach(Cli::withHelp);
    help(root.getCommandSpec().usageMessage());
    root.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups(WIDTH));
    return root;
  }

  private static void withHelp(CommandLine command) {
    if (command.getCommandSpec().findOption("--help") == null) {
      command
          .getCommandSpec()
          .addOption(
              OptionSpec.builder("-h", "--help")
                  .usageHelp(true)
                  .description("Show this help.")
                  .build());
    }
    command.getSubcommands().values().forEach(Cli::withHelp);
  }

  private static void help(UsageMessageSpec usage) {
    usage
        .commandListHeading("")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(exitCodes())
        .footer(
            "",
            "\"bosai COMMAND --help\" shows a command's options and examples.",
            "RUN is \"<system>\" for the live or latest run, or \"<system>@<id>\".");
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "done");
    codes.put("1", "the command was typed wrongly");
    codes.put("2", "a runbook or system file is invalid");
    codes.put("3", "the run was aborted or failed");
    codes.put("4", "refused, and nothing was set going");
    codes.put("5", "the run waits for a person");
    codes.put("30", "something around Bosai does not answer or is missing");
    codes.put("31", "a bug of Bosai's own");
    return codes;
  }
}
