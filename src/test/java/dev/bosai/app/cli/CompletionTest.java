package dev.bosai.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bosai.app.cli.Bosai.Said;
import dev.bosai.app.host.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The completion script in a real bash, asked as the Tab key asks it. */
class CompletionTest {
  @TempDir private Path folder;
  private Path script;

  @BeforeEach
  void print() throws IOException {
    Said said = new Bosai(folder).run("completion", "bash");
    assertThat(said.code()).isZero();
    script = Files.writeString(folder.resolve("completion"), said.out());
  }

  @Test
  void aCommandIsCompleted() {
    assertThat(tab("rep")).containsExactly("report");
    assertThat(tab("")).contains("start", "watch", "status", "retry", "runbook");
  }

  @Test
  void aCommandOfACommandIsCompleted() {
    assertThat(tab("runbook", "va")).containsExactly("validate");
  }

  @Test
  void anOptionIsCompleted() {
    assertThat(tab("report", "--ht")).containsExactly("--html");
    assertThat(tab("retry", "--w")).containsExactlyInAnyOrder("--why", "--who");
  }

  @Test
  void aValueOutOfAClosedListIsCompleted() {
    assertThat(tab("watch", "--until", "pro")).containsExactly("protected");
  }

  @Test
  void theSameScriptServesZsh() {
    assertThat(new Bosai(folder).run("completion", "zsh").out()).contains("bashcompinit");
  }

  /** Presses Tab after the words; the last one is being typed. */
  private List<String> tab(String... words) {
    // Outside of a real completion there are no options that it could change.
    String line =
        "compopt() { :; }; source "
            + script
            + "; COMP_WORDS=(bosai "
            + String.join(" ", words)
            + (words[words.length - 1].isEmpty() ? "''" : "")
            + "); COMP_CWORD="
            + words.length
            + "; COMP_LINE=\"${COMP_WORDS[*]}\"; COMP_POINT=${#COMP_LINE}; COMP_TYPE=9"
            + "; f=$(complete -p bosai | sed 's/.*-F \\([^ ]*\\).*/\\1/'); $f"
            + "; printf '%s\\n' \"${COMPREPLY[@]}\"";
    return Program.of(List.of("bash", "--norc", "--noprofile", "-c", line), Duration.ofSeconds(30))
        .runWell("look at the script")
        .lines()
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
