package dev.bosai.runbooks.problem;

/**
 * A place in a file a person wrote.
 *
 * @param file name as the person gave it
 * @param line counted from 1
 * @param column counted from 1
 */
public record Place(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
