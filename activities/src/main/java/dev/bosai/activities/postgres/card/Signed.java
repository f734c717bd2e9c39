package dev.bosai.activities.postgres.card;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.bosai.activities.Failures;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.FailureType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A JSON text with a host's signature over it. What is signed is the content as it is read again,
 * so that nothing can be changed, added or left out, and only the layout does not count.
 *
 * @param content what is signed
 * @param signature Base64
 */
public record Signed(JsonNode content, String signature) {
  private static final ObjectMapper JSON =
      Payloads.mapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

  /** Signs. */
  static Signed by(HostKey key, Object content) throws IOException {
    // As it will be read: numbers change their form on the way.
    JsonNode tree = JSON.readTree(JSON.writeValueAsBytes(content));
    return new Signed(tree, key.sign(bytes(tree)));
  }

  /**
   * Reads a file.
   *
   * @param what it is, for people
   * @throws io.temporal.failure.ApplicationFailure of type REFUSED if it is none
   */
  static Signed read(byte[] file, String what) throws IOException {
    try {
      JsonNode tree = JSON.readTree(file);
      if (tree.path("content").isObject() && tree.path("signature").isTextual()) {
        return new Signed(tree.get("content"), tree.get("signature").asText());
      }
    } catch (JsonProcessingException torn) {
      throw none(what, torn.getOriginalMessage());
    }
    throw none(what, "it has no content with a signature");
  }

  /** Returns the file. */
  public byte[] file() throws IOException {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
  }

  /** Returns whether a host signed it. */
  boolean isBy(String hostKey) {
    return HostKey.holds(hostKey, bytes(content), signature);
  }

  /** Returns the SHA-256 of what is signed, in hexadecimal. */
  public String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(content)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  <T> T as(Class<T> type) throws IOException {
    return JSON.treeToValue(content, type);
  }

  private static byte[] bytes(JsonNode tree) {
    try {
      return JSON.writeValueAsString(JSON.treeToValue(tree, Object.class))
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  private static RuntimeException none(String what, String why) {
    return Failures.of(
        FailureType.REFUSED,
        what + " cannot be used: " + why + "; nothing was changed",
        "take the file as it was written");
  }
}
