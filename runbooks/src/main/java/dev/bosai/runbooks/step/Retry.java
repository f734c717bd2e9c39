package dev.bosai.runbooks.step;

import java.time.Duration;

/**
 * How often a step is tried before the run waits for a person.
 *
 * @param attempts at most so many tries in all, at least 1
 * @param every pause before the second try; doubles up to 5 s
 */
public record Retry(int attempts, Duration every) {
  /** Three tries, 100 ms apart at first: a passing fault costs no person's time. */
  public static final Retry DEFAULT = new Retry(3, Duration.ofMillis(100));
}
