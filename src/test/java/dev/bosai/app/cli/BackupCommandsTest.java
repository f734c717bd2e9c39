package dev.bosai.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupCommandsTest {
  @TempDir private Path folder;

  @Test
  void theArchiveProgramIsPrintedAsItIs() {
    Bosai.Said said = new Bosai(folder).run("backup", "archive-program");

    assertThat(said.code()).isZero();
    assertThat(said.out()).startsWith("#!/bin/sh\n").endsWith("sync \"$target\" \"$folder\"\n");
  }

  @Test
  void withoutACommandTheCommandsAreNamed() {
    Bosai.Said said = new Bosai(folder).run("backup");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err())
        .contains("missing command: take, list, prove, find, archive-program", "HINT:");
  }
}
