package dev.bosai.activities.outside;

import java.util.ArrayList;
import java.util.List;

/** Cuts secrets out of text that an outside system sent back. */
final class Redaction {
  private final List<String> secrets = new ArrayList<>();

  void secret(String value) {
    if (!value.isBlank()) {
      secrets.add(value);
    }
  }

  String clean(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, "[secret]");
    }
    return clean;
  }
}
