package dev.bosai.activities.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs programs as an account PostgreSQL accepts, without the code under test. */
record Shell(Path bin) {

  String run(String program, String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile("bosai-test", ".out");
    Process process =
        new ProcessBuilder(command(program, arguments))
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = process.waitFor();
    String text = Files.readString(output);
    Files.delete(output);
    if (code != 0) {
      throw new IOException(program + " ended with " + code + ": " + text);
    }
    return text;
  }

  List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  Path give(Path path) throws IOException, InterruptedException {
    if (System.getProperty("user.name").equals("root")) {
      new ProcessBuilder("chown", "postgres:postgres", path.toString()).start().waitFor();
    }
    return path;
  }
}
