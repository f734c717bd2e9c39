package dev.bosai.activities.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the document do what it says, with a program in ipmitool's place. */
class DocumentedFenceTest {
  private static final Path DOCUMENT = Path.of("../docs/protect-your-own.md");
  private static final Pattern PROGRAM =
      Pattern.compile(
          "```sh\\n#!/bin/sh\\n(# /etc/bosai/(?:power-off|is-off)\\n.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;
  private PowerSwitch site;

  @BeforeEach
  void theProgramsOfTheDocument() throws Exception {
    site = new PowerSwitch(folder);
    Files.writeString(folder.resolve("chassis"), "on\n");
    site.program(
        "ipmitool",
        """
        case "$*" in
          *"-H bmc-db1.ops.example -U fence -f /etc/bosai/bmc.password chassis power off")
            echo "Chassis Power Control: Down/Off"; echo off > %s/chassis ;;
          *"-H bmc-db1.ops.example -U fence -f /etc/bosai/bmc.password chassis power status")
            echo "Chassis Power is $(cat %s/chassis)" ;;
          *) echo "not as documented: $*"; exit 64 ;;
        esac
        """
            .formatted(folder, folder));
    List<String> programs =
        PROGRAM
            .matcher(Files.readString(DOCUMENT))
            .results()
            .map((MatchResult found) -> found.group(1).replace("ipmitool", folder + "/ipmitool"))
            .toList();
    assertThat(programs).hasSize(2);
    site.program("off", programs.get(0));
    site.program("is-off", programs.get(1));
  }

  @Test
  void theyCutTheNodeOffAndProveIt() {
    assertThat(site.activities("us-west").isolate(site.request(site.method())).shown())
        .last()
        .asString()
        .endsWith("is-off\" said \"isolated\"");
    assertThat(folder.resolve("chassis")).hasContent("off");
  }

  @Test
  void aControllerThatDoesNotAnswerProvesNothing() throws Exception {
    site.program("ipmitool", "echo 'Error: Unable to establish IPMI v2 session' >&2; exit 1");

    assertThatThrownBy(() -> site.activities("us-west").isolate(site.request(site.method())))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> assertThat(failure.getType()).isEqualTo("NOT_PROVEN"))
        .hasMessageContaining("is-off\" said nothing and ended with exit code 1")
        .hasMessageContaining("Unable to establish IPMI v2 session");
  }
}
