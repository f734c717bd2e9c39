package dev.bosai.app.provision;

/**
 * Where a command tells what it is doing; anything that takes longer than two seconds is told
 * before it begins.
 */
@FunctionalInterface
public interface Progress {
  /**
   * Tells one thing.
   *
   * @param line one line, lower case
   */
  void say(String line);
}
