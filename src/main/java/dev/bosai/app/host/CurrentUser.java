package dev.bosai.app.host;

import java.util.Map;

/** The person at the keyboard, as far as the system knows. */
public final class CurrentUser {
  private CurrentUser() {}

  /** Returns the name that the environment gives, else Java's. */
  public static String name(Map<String, String> environment) {
    String user = environment.getOrDefault("USER", "");
    return user.isEmpty() ? System.getProperty("user.name", "unknown") : user;
  }
}
