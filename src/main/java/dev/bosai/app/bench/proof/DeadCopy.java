package dev.bosai.app.bench.proof;

import dev.bosai.app.bench.BenchLab;
import dev.bosai.app.host.Program;
import dev.bosai.app.lab.Folders;
import dev.bosai.app.lab.LabNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A copy of a dead node's directory, made before anything of it may be moved or overwritten.
 *
 * @param data the copied data directory
 */
record DeadCopy(Path data) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Copies the directory of a node whose processes are gone and which nobody has fenced yet. */
  static DeadCopy of(BenchLab bench, LabNode dead) {
    Path data = folder(bench).resolve(dead.name());
    Folders.remove(data);
    Program.of(List.of("cp", "-a", dead.data().toString(), data.toString()), PATIENCE)
        .runWell("see that the disk has room");
    try {
      // It names processes and memory of the server that died.
      Files.deleteIfExists(data.resolve("postmaster.pid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DeadCopy(data);
  }

  /** Returns the folder that holds copies, sockets and logs of the checker. */
  static Path folder(BenchLab bench) {
    return new Folders(bench.lab().settings().user())
        .open(bench.lab().layout().root().resolve("checker"));
  }
}
