package dev.bosai.app.temporal;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.runbooks.system.Encryption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The keys that the system file refers to, as this host has them. */
public final class PayloadKeys {
  private static final int BYTES = 32;
  private static final String ENV = "env:";
  private static final String FILE = "file:";

  private final String current;
  private final Map<String, SecretKey> keys;

  private PayloadKeys(String current, Map<String, SecretKey> keys) {
    this.current = current;
    this.keys = keys;
  }

  /**
   * Resolves every reference, so that a missing key is told when a process starts and not when an
   * old run is read in the middle of the night.
   *
   * @throws Fault of the environment if one is missing or malformed
   */
  public static PayloadKeys of(Encryption encryption, Map<String, String> environment) {
    Map<String, SecretKey> keys = new LinkedHashMap<>();
    encryption
        .keys()
        .forEach((id, reference) -> keys.put(id, key(id, text(reference, environment))));
    return new PayloadKeys(encryption.with(), keys);
  }

  /** Returns the keys of a host whose system file names none. */
  public static PayloadKeys none() {
    return new PayloadKeys("", Map.of());
  }

  boolean areNone() {
    return keys.isEmpty();
  }

  /** Returns the name of the key that encrypts. */
  String current() {
    return current;
  }

  /**
   * Returns a key.
   *
   * @throws Fault of the environment if the system file names none of that name
   */
  SecretKey key(String id) {
    SecretKey key = keys.get(id);
    if (key == null) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "what Temporal keeps was encrypted with key \"" + id + "\"; this host has " + names(),
          "name it under \"temporal.encryption.keys\" in this host's system file, too");
    }
    return key;
  }

  private String names() {
    return keys.isEmpty() ? "none" : String.join(", ", keys.keySet());
  }

  private static SecretKey key(String id, String text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException malformed) {
      // The message of the cause shows a part of the text.
      throw malformed(id);
    }
    if (bytes.length != BYTES) {
      throw malformed(id);
    }
    return new SecretKeySpec(bytes, "AES");
  }

  private static String text(String reference, Map<String, String> environment) {
    if (reference.startsWith(ENV)) {
      String value = environment.get(reference.substring(ENV.length()));
      if (value == null) {
        throw missing(reference, "is not set");
      }
      return value.strip();
    }
    try {
      return Files.readString(Path.of(reference.substring(FILE.length()))).strip();
    } catch (IOException unreadable) {
      throw missing(reference, "cannot be read");
    }
  }

  private static Fault missing(String reference, String what) {
    return new Fault(
        Blame.ENVIRONMENT,
        "the payload key \"" + reference + "\" " + what + " on this host",
        "put it there; all hosts of a system share its keys");
  }

  private static Fault malformed(String id) {
    return new Fault(
        Blame.ENVIRONMENT,
        "the payload key \"" + id + "\" is not 32 bytes in base64",
        "\"openssl rand -base64 32\" makes one");
  }
}
