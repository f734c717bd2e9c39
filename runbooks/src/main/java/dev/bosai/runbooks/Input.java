package dev.bosai.runbooks;

import org.jspecify.annotations.Nullable;

/**
 * A value that is asked for when a run is started and filled into {@code ${…}}.
 *
 * @param type what the value must be
 * @param defaultValue used when the person gives none; null makes the input required
 */
public record Input(Type type, @Nullable String defaultValue) {
  /** What an input's value must name or be. */
  public enum Type {
    DATABASE,
    NODE,
    SERVICE,
    SITE,
    STRING,
    DURATION,
    TARGET
  }
}
