package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.problem.InvalidFile;
import dev.bosai.runbooks.problem.Place;
import dev.bosai.runbooks.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong, so that an author sees ten mistakes at once. */
public final class Problems {
  private static final Comparator<Problem> FILE_ORDER =
      Comparator.<Problem>comparingInt(problem -> problem.place().line())
          .thenComparingInt(problem -> problem.place().column());

  private final List<Problem> found = new ArrayList<>();

  /** Adds one problem; what a file has said in it cannot steer the reader's terminal. */
  public void add(Place place, String message, String hint) {
    found.add(new Problem(place, Scalars.printable(message), Scalars.printable(hint)));
  }

  /** Returns the problems in file order, each once. */
  public List<Problem> inFileOrder() {
    return found.stream().distinct().sorted(FILE_ORDER).toList();
  }

  /** Throws {@link InvalidFile} with every problem, if there is one. */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidFile(inFileOrder());
    }
  }
}
