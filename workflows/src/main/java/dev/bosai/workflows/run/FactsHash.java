package dev.bosai.workflows.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Fingerprint of the facts a person was shown, so that an answer to other facts is recognised. */
final class FactsHash {
  private FactsHash() {}

  static String of(Map<String, String> facts) {
    try {
      byte[] shown = new TreeMap<>(facts).toString().getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(shown);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
