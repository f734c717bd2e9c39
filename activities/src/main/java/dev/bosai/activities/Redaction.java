package dev.bosai.activities;

import java.util.ArrayList;
import java.util.List;

/** Cuts secrets out of text that an outside system sent back. */
public final class Redaction {
  private final List<String> secrets = new ArrayList<>();

  /** Adds a secret; nothing, if it is blank. */
  public void secret(String value) {
    if (!value.isBlank()) {
      secrets.add(value);
    }
  }

  /** Returns the text without the secrets. */
  public String clean(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, "[secret]");
    }
    return clean;
  }
}
