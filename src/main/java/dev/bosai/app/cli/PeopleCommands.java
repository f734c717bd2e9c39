package dev.bosai.app.cli;

import picocli.CommandLine;

/** The commands of people, put under the root command. */
public final class PeopleCommands {
  private PeopleCommands() {}

  /**
   * Adds the commands.
   *
   * @param root the {@code bosai} command
   * @param surroundings what the commands may use
   */
  public static void addTo(CommandLine root, Surroundings surroundings) {
    root.addSubcommand(new PlanCommand(surroundings))
        .addSubcommand(new StartCommand(surroundings))
        .addSubcommand(new WatchCommand(surroundings))
        .addSubcommand(new StatusCommand(surroundings))
        .addSubcommand(new ListCommand(surroundings));
    for (Choice choice : Choice.values()) {
      root.addSubcommand(choice.word(), answer(choice, surroundings));
    }
    root.addSubcommand(new ReportCommand(surroundings))
        .addSubcommand(new SalvageCommand(surroundings))
        .addSubcommand(BackupCommand.with(surroundings))
        .addSubcommand(new MarkCommand(surroundings))
        .addSubcommand(RunbookCommand.with(surroundings))
        .addSubcommand(NodeCommand.with(surroundings))
        .addSubcommand(new CompletionCommand());
  }

  private static CommandLine answer(Choice choice, Surroundings surroundings) {
    OldDirectoryDesk old = new OldDirectoryDesk(surroundings);
    CommandLine command = new CommandLine(new AnswerCommand(choice, surroundings, old));
    if (choice.settlesOld()) {
      command.addMixin("old", old);
    }
    command
        .getCommandSpec()
        .name(choice.word())
        .usageMessage()
        .description(choice.description())
        .footer(
            "",
            "Examples:",
            "  bosai " + choice.word() + " shop --why \"" + choice.example() + "\"",
            "  bosai " + choice.word() + " shop@7f3k --who aya --why \"…\" --yes");
    return command;
  }
}
