package dev.bosai.activities.postgres;

import dev.bosai.activities.Try;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A try of an activity without Temporal.
 *
 * @param number which one it is
 * @param bound how long it may take
 * @param heard is told how far it has come
 */
record TestTry(int number, Duration bound, Consumer<String> heard) implements Try {
  @Override
  public void progress(String text) {
    heard.accept(text);
  }
}
