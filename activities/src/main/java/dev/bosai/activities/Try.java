package dev.bosai.activities;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.time.Duration;

/** What an activity knows of the try it is; injected so that the work runs without Temporal too. */
public interface Try {
  /** Returns which try of its effect this is, from 1. */
  int number();

  /** Returns how long this try may take. */
  Duration bound();

  /** Tells people how far long work has come. */
  void progress(String text);

  /**
   * Makes the one of work that a person has done at a terminal: it is tried once, and whoever waits
   * sees that it goes on.
   */
  static Try once(Duration bound) {
    return new Try() {
      @Override
      public int number() {
        return 1;
      }

      @Override
      public Duration bound() {
        return bound;
      }

      @Override
      public void progress(String text) {
        System.err.println(text);
      }
    };
  }

  /** Makes the one that asks Temporal, on the thread that runs the activity. */
  static Try ofTemporal() {
    return new Try() {
      @Override
      public int number() {
        return info().getAttempt();
      }

      @Override
      public Duration bound() {
        return info().getStartToCloseTimeout();
      }

      @Override
      public void progress(String text) {
        Activity.getExecutionContext().heartbeat(text);
      }

      private ActivityInfo info() {
        return Activity.getExecutionContext().getInfo();
      }
    };
  }
}
