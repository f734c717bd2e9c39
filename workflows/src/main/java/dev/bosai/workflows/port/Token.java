package dev.bosai.workflows.port;

import java.util.Comparator;

/**
 * Rises with every effect; a target refuses an effect whose token is not newer than the newest it
 * has seen, so a stale attempt loses at the target, wherever it wakes up.
 *
 * @param epoch of the run: 1 + the highest found on the targets when the run assessed them
 * @param effect counts the effects a run scheduled, from 1
 * @param attempt counts the tries of one effect, from 1; 0 until the activity fills it in
 */
public record Token(long epoch, int effect, int attempt) implements Comparable<Token> {
  /** The token of a target nobody has touched. */
  public static final Token NONE = new Token(0, 0, 0);

  private static final Comparator<Token> ORDER =
      Comparator.comparingLong(Token::epoch)
          .thenComparingInt(Token::effect)
          .thenComparingInt(Token::attempt);

  @Override
  public int compareTo(Token other) {
    return ORDER.compare(this, other);
  }

  /** Returns this token for the given try. */
  public Token withAttempt(int newAttempt) {
    return new Token(epoch, effect, newAttempt);
  }

  /** Returns whether the other token stands for the same effect, whichever try. */
  public boolean sameEffect(Token other) {
    return epoch == other.epoch && effect == other.effect;
  }

  @Override
  public String toString() {
    return epoch + "." + effect + "." + attempt;
  }
}
