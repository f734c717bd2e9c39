package dev.bosai.workflows.attest;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A person's public key (RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4, OpenSSH PROTOCOL.u2f).
 *
 * @param type for example {@code ssh-ed25519}
 * @param key as Java's providers take it
 * @param application a hardware key signs for; empty for other keys
 */
record SshPublicKey(String type, PublicKey key, String application) {
  private static final String SECURITY_KEY = "sk-";
  private static final int ED25519_BYTES = 32;

  /**
   * Returns the bytes of a {@code .pub} file's line.
   *
   * @throws BadSignature if the line holds no key
   */
  static byte[] blob(String line) {
    List<String> words = List.of(line.strip().split("\\s+", -1));
    try {
      return Base64.getDecoder().decode(words.size() < 2 ? "" : words.get(1));
    } catch (IllegalArgumentException notBase64) {
      throw new BadSignature("the key in the system file is not base64", notBase64);
    }
  }

  /**
   * Reads a key.
   *
   * @throws BadSignature if it is malformed, or of a kind that nobody here can verify
   */
  static SshPublicKey of(byte[] blob) {
    SshReader reader = new SshReader(blob);
    String type = reader.text();
    try {
      PublicKey key = key(type.replaceFirst("^" + SECURITY_KEY, ""), reader);
      String application = type.startsWith(SECURITY_KEY) ? reader.text() : "";
      reader.end();
      return new SshPublicKey(type, key, application);
    } catch (GeneralSecurityException e) {
      throw new BadSignature("its key is malformed: " + e.getMessage(), e);
    }
  }

  boolean isOfHardware() {
    return type.startsWith(SECURITY_KEY);
  }

  private static PublicKey key(String type, SshReader reader) throws GeneralSecurityException {
    return switch (type) {
      case "ssh-ed25519", "ssh-ed25519@openssh.com" -> edwards(reader.string());
      case "ssh-rsa" -> rsa(reader);
      case "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp256@openssh.com",
          "ecdsa-sha2-nistp384",
          "ecdsa-sha2-nistp521" ->
          elliptic(reader.text(), reader.string());
      default -> throw new BadSignature("its key is of the unknown type \"" + type + "\"");
    };
  }

  /** The number stands with its lowest byte first, the sign of x in its highest bit (RFC 8032). */
  private static PublicKey edwards(byte[] littleEndian) throws GeneralSecurityException {
    if (littleEndian.length != ED25519_BYTES) {
      throw new BadSignature("its key has " + littleEndian.length + " bytes, not 32");
    }
    byte[] y = littleEndian.clone();
    for (int low = 0, high = y.length - 1; low < high; low++, high--) {
      byte kept = y[low];
      y[low] = y[high];
      y[high] = kept;
    }
    boolean xIsOdd = (y[0] & 0x80) != 0;
    y[0] &= 0x7f;
    EdECPoint point = new EdECPoint(xIsOdd, new BigInteger(1, y));
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
  }

  private static PublicKey rsa(SshReader reader) throws GeneralSecurityException {
    BigInteger exponent = reader.mpint();
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(reader.mpint(), exponent));
  }

  private static PublicKey elliptic(String curve, byte[] point) throws GeneralSecurityException {
    if (point.length % 2 == 0 || point[0] != 4) {
      throw new BadSignature("its key is no uncompressed point of a curve");
    }
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(new ECGenParameterSpec(curve.replace("nistp", "secp") + "r1"));
    int half = 1 + point.length / 2;
    ECPoint at =
        new ECPoint(
            new BigInteger(1, Arrays.copyOfRange(point, 1, half)),
            new BigInteger(1, Arrays.copyOfRange(point, half, point.length)));
    return KeyFactory.getInstance("EC")
        .generatePublic(
            new ECPublicKeySpec(at, parameters.getParameterSpec(ECParameterSpec.class)));
  }
}
