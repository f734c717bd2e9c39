package dev.bosai.runbooks.parse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * One line of a {@code .pub} file: a type, and the key in base64, which begins with the type again
 * (RFC 4253 §6.6).
 *
 * @param type for example {@code ssh-ed25519}
 * @param blob the key in base64
 */
record PublicKeyLine(String type, String blob) {
  private static final List<String> KNOWN =
      List.of(
          "ssh-ed25519",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521",
          "ssh-rsa",
          "sk-ssh-ed25519@openssh.com",
          "sk-ecdsa-sha2-nistp256@openssh.com");

  static PublicKeyLine of(String line) {
    String[] words = line.split(" ", 3);
    return new PublicKeyLine(words[0], words.length > 1 ? words[1] : "");
  }

  /** Returns what makes the line useless, if anything does. */
  Optional<String> fault() {
    if (!KNOWN.contains(type)) {
      return Optional.of("is of the unknown type \"" + Scalars.shortened(type) + "\"");
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(blob));
      int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
      if (length < 0 || length >= bytes.remaining()) {
        return Optional.of("is cut short");
      }
      byte[] inner = new byte[length];
      bytes.get(inner);
      return new String(inner, StandardCharsets.US_ASCII).equals(type)
          ? Optional.empty()
          : Optional.of("says \"" + type + "\" and holds another type");
    } catch (IllegalArgumentException notBase64) {
      return Optional.of("is not base64");
    }
  }
}
