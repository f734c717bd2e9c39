package dev.bosai.app.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a completion script; the same text serves both shells. */
@Command(
    name = "completion",
    description = "Prints a completion script for bash or zsh.",
    footer = {
      "",
      "Examples:",
      "  source <(bosai completion bash)",
      "  bosai completion zsh > ~/.bosai-completion && echo 'source ~/.bosai-completion' >> ~/.zshrc"
    })
final class CompletionCommand implements Callable<Integer> {
  /** A shell the script is known to work in. */
  enum Shell {
    BASH,
    ZSH
  }

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "bash|zsh", description = "The shell.")
  private Shell shell;

  @Override
  public Integer call() {
    String script = AutoComplete.bash("bosai", spec.root().commandLine());
    String zsh = "autoload -U +X bashcompinit && bashcompinit\n";
    new Output(spec).text(shell == Shell.ZSH ? zsh + script : script);
    return 0;
  }
}
