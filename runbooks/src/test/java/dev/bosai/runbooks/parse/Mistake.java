package dev.bosai.runbooks.parse;

/**
 * A good file with one thing wrong.
 *
 * @param what the mistake, for whoever reads a failure
 * @param yaml the file
 * @param said what a message must contain; empty where the reader can only say that it is no YAML
 * @param line where it stands, from 1; 0 where the reader may well point elsewhere
 * @param harmless whether the file may also be read, as if nothing had been changed
 */
record Mistake(String what, String yaml, String said, int line, boolean harmless) {
  /** Makes a mistake that must be refused. */
  static Mistake refused(String what, String yaml, String said, int line) {
    return new Mistake(what, yaml, said, line, false);
  }

  /** Makes a mistake that must be refused or change nothing. */
  static Mistake perhaps(String what, String yaml) {
    return new Mistake(what, yaml, "", 0, true);
  }
}
