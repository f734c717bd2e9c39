package dev.bosai.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command on a pseudo-terminal, made by util-linux' {@code script}: what is typed goes through
 * the terminal's own line discipline, so that Ctrl-C is a real interrupt of the whole group.
 */
final class Pty implements AutoCloseable {
  static final String CTRL_C = "\u0003";
  static final String CTRL_D = "\u0004";

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Process process;
  private final OutputStream keyboard;
  private final StringBuilder shown = new StringBuilder();
  private final Thread reader;

  /**
   * Starts it.
   *
   * @param command for the shell
   * @param home the command's {@code BOSAI_HOME}
   */
  Pty(String command, Path home) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("script", "-qefc", command, "/dev/null"))
            .redirectErrorStream(true);
    builder.environment().put("BOSAI_HOME", home.toString());
    builder.environment().put("SHELL", "/bin/sh");
    builder.environment().put("TERM", "xterm");
    this.process = builder.start();
    this.keyboard = process.getOutputStream();
    this.reader = new Thread(this::read, "screen");
    reader.start();
  }

  /** Types, where the last line says what is waited for. */
  void type(String keys) throws IOException {
    keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  /** Waits until the terminal has shown a text. */
  void awaitShown(String text) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (shown) {
      while (shown.indexOf(text) < 0) {
        long leftMs = (deadline - System.nanoTime()) / 1_000_000;
        if (leftMs <= 0 || !reader.isAlive()) {
          throw new AssertionError("\"" + text + "\" was never shown, only: " + shown);
        }
        shown.wait(Math.min(leftMs, 1000));
      }
    }
  }

  /** Waits for the end and returns the exit code. */
  int exit() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it did not end; it showed: " + lines());
    }
    reader.join();
    return process.exitValue();
  }

  /** Returns everything that was shown, as lines a person reads. */
  List<String> lines() {
    String text;
    synchronized (shown) {
      text = shown.toString();
    }
    return text.replaceAll("\u001b\\[[?0-9;]*[a-zA-Z]", "").lines().toList();
  }

  @Override
  public void close() {
    process.destroy();
  }

  private void read() {
    byte[] bytes = new byte[8192];
    try (InputStream screen = process.getInputStream()) {
      for (int count = screen.read(bytes); count >= 0; count = screen.read(bytes)) {
        synchronized (shown) {
          shown.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
          shown.notifyAll();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
