package dev.bosai.runbooks.problem;

/**
 * One thing that is wrong with a file.
 *
 * @param place where it stands
 * @param message lower-case sentence, objects in quotes, what was found and what was expected
 * @param hint the next thing to try
 */
public record Problem(Place place, String message, String hint) {
  @Override
  public String toString() {
    return place + ": " + message + "\n  HINT: " + hint;
  }
}
