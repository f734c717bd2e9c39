package dev.bosai.app.cli;

import java.io.Console;

/** Whether a person sits at the other end. */
final class Terminals {
  private Terminals() {}

  /**
   * Returns whether both input and output are a terminal. Up to Java 21 there is a console only
   * then; from Java 22 on there is always one, which tells by a method that Java 17 does not have.
   */
  @SuppressWarnings("SystemConsoleNull")
  static boolean attached() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException beforeJava22) {
      return true;
    }
  }
}
