package dev.bosai.app.bench.restore;

import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.bench.Machine;
import dev.bosai.app.bench.MarkdownPart;
import dev.bosai.app.bench.Spread;
import dev.bosai.app.lab.BackupKind;
import dev.bosai.app.lab.LabRequest;
import dev.bosai.app.lab.Replication;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a point-in-time recovery beside the same restore by the bare tools. */
@Command(
    name = "restore",
    description = "Measures a point-in-time recovery, side by side with the bare tools.",
    footer = {"", "Example:", "  bosai bench restore --runs 3 --out docs/proof.md"})
public final class RestoreCommand implements Runnable {
  private static final int BASE_PORT = 28_600;
  private static final double MS = 1000;
  private static final double AIM_RATIO = 1.05;
  private static final double AIM_BEYOND_S = 3;

  @Spec private CommandSpec spec;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Rounds of both, one after the other, on one lab; default: 3.")
  private int runs;

  @Option(
      names = "--load",
      paramLabel = "MB",
      defaultValue = "700",
      description = "Size of the database; default: 700.")
  private int loadMb;

  @Option(
      names = "--wal",
      paramLabel = "MB",
      defaultValue = "300",
      description = "WAL to replay; default: 300.")
  private int walMb;

  @Option(
      names = "--backups",
      paramLabel = "basebackup|pgbackrest",
      defaultValue = "basebackup",
      description = "What keeps the backups; default: basebackup.")
  private BackupKind backups = BackupKind.BASEBACKUP;

  @Option(names = "--out", paramLabel = "FILE", description = "Markdown file to write into.")
  private @Nullable Path out;

  @Option(
      names = "--base-port",
      paramLabel = "PORT",
      defaultValue = "" + BASE_PORT,
      description = "The first of the lab's ports, 28600 by default.")
  private int basePort;

  @Override
  public void run() {
    LabRequest request = new LabRequest(Replication.ASYNC, 0L, basePort, loadMb, backups);
    try (BenchLab bench = BenchLab.up(request)) {
      String machine = Machine.describe(bench.lab().settings());
      Ground ground = Ground.make(bench, walMb);
      List<Round> rounds = new ArrayList<>();
      for (int n = 0; n < runs; n++) {
        BareRestore.Times bare = BareRestore.run(bench, ground);
        Recovery.Times bosai = new Recovery(bench).run(ground);
        rounds.add(new Round(bare, bosai));
        say("round " + (n + 1) + ": " + rounds.get(n));
      }
      report(machine, ground, rounds);
    }
  }

  /** Both, one after the other on the same lab. */
  private record Round(BareRestore.Times bare, Recovery.Times bosai) {
    double ratio() {
      return bosai.restoreMs() / (double) bare.allMs();
    }

    double beyondS() {
      return (bosai.wholeMs() - bare.allMs()) / MS;
    }
  }

  private void report(String machine, Ground ground, List<Round> rounds) {
    List<String> text =
        List.of(
            "## Back to a moment, with " + backups,
            "",
            "`bosai bench restore --runs %d --load %d --wal %d --backups %s`, %s, on %s."
                .formatted(runs, loadMb, walMb, backups, LocalDate.now(ZoneOffset.UTC), machine),
            "",
            "The backup has %d MB, %d MB of WAL are replayed; everything was read before, so that"
                    .formatted(ground.backupMb(), ground.walMb())
                + " the page cache is warm for both.",
            "",
            "| Measured | Aim, median | Min / median / max | |",
            "|---|---|---|---|",
            row("bare tools: bring the backup back, s", rounds, one -> one.bare().copyMs() / MS),
            row("bare tools: replay to the target, s", rounds, one -> one.bare().replayMs() / MS),
            row("Bosai's step that does both, s", rounds, one -> one.bosai().restoreMs() / MS),
            row("that step : both by the bare tools", rounds, AIM_RATIO, Round::ratio),
            row(
                "start of the run → service restored, without people, s",
                rounds,
                one -> one.bosai().wholeMs() / MS),
            row(
                "of which beyond the bare tools' copy and replay, s",
                rounds,
                AIM_BEYOND_S,
                Round::beyondS));
    text.forEach(this::say);
    if (out != null) {
      new MarkdownPart(out, "bench restore " + backups).write(String.join("\n", text));
    }
  }

  private static String row(String what, List<Round> rounds, ToDoubleFunction<Round> figure) {
    return "| %s | | %s | |".formatted(what, spread(rounds, figure).text(2));
  }

  private static String row(
      String what, List<Round> rounds, double aim, ToDoubleFunction<Round> figure) {
    Spread spread = spread(rounds, figure);
    return "| %s | ≤ %s | %s | %s |"
        .formatted(what, aim, spread.text(2), spread.median() <= aim ? "met" : "**missed**");
  }

  private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Spread.of(rounds.stream().map(one -> figure.applyAsDouble(one)).toList());
  }

  private void say(String line) {
    PrintWriter screen = spec.commandLine().getOut();
    screen.println(line);
    screen.flush();
  }
}
