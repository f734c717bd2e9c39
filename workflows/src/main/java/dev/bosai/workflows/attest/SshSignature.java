package dev.bosai.workflows.attest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/**
 * A signature by {@code ssh-keygen -Y sign} (OpenSSH PROTOCOL.sshsig). Keys of files, of an agent
 * and of hardware make the same.
 */
final class SshSignature {
  private static final byte[] MAGIC = "SSHSIG".getBytes(StandardCharsets.US_ASCII);
  private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
  private static final String END = "-----END SSH SIGNATURE-----";
  private static final int USER_WAS_PRESENT = 0x01;

  private static final Map<String, String> HASHES =
      Map.of("sha256", "SHA-256", "sha512", "SHA-512");

  /** SHA-1 is missing on purpose: OpenSSH makes no such signatures either. */
  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "ssh-ed25519", "Ed25519",
          "sk-ssh-ed25519@openssh.com", "Ed25519",
          "rsa-sha2-256", "SHA256withRSA",
          "rsa-sha2-512", "SHA512withRSA",
          "ecdsa-sha2-nistp256", "SHA256withECDSAinP1363Format",
          "sk-ecdsa-sha2-nistp256@openssh.com", "SHA256withECDSAinP1363Format",
          "ecdsa-sha2-nistp384", "SHA384withECDSAinP1363Format",
          "ecdsa-sha2-nistp521", "SHA512withECDSAinP1363Format");

  private final byte[] publicKey;
  private final String namespace;
  private final String hash;
  private final byte[] signature;

  private SshSignature(SshReader afterVersion) {
    this.publicKey = afterVersion.string();
    this.namespace = afterVersion.text();
    afterVersion.string();
    this.hash = afterVersion.text();
    this.signature = afterVersion.string();
    afterVersion.end();
  }

  /**
   * Reads what {@code ssh-keygen} wrote.
   *
   * @throws BadSignature if it is not that
   */
  static SshSignature parse(String armored) {
    String text = armored.strip();
    boolean whole = text.length() >= BEGIN.length() + END.length();
    if (!whole || !text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw new BadSignature("it is not what \"ssh-keygen -Y sign\" writes");
    }
    String base64 = text.substring(BEGIN.length(), text.length() - END.length());
    try {
      return read(new SshReader(Base64.getDecoder().decode(base64.replaceAll("\\s", ""))));
    } catch (IllegalArgumentException notBase64) {
      throw new BadSignature("it is not base64", notBase64);
    }
  }

  private static SshSignature read(SshReader reader) {
    if (!Arrays.equals(reader.take(MAGIC.length), MAGIC) || reader.number() != 1) {
      throw new BadSignature("it is no SSH signature of version 1");
    }
    return new SshSignature(reader);
  }

  /**
   * Verifies it.
   *
   * @param keyLine of the person it must be from, as in a {@code .pub} file
   * @param statement that must have been signed
   * @throws BadSignature that says why it does not hold
   */
  void verify(String keyLine, Statement statement) {
    if (!Arrays.equals(publicKey, SshPublicKey.blob(keyLine))) {
      throw new BadSignature("it was made with another key than the system file's");
    }
    if (!namespace.equals(Statement.NAMESPACE)) {
      throw new BadSignature("it was made for \"" + namespace + "\"");
    }
    try {
      if (!holds(SshPublicKey.of(publicKey), signed(statement.bytes()))) {
        throw new BadSignature("it is of another answer, other facts, or altered");
      }
    } catch (GeneralSecurityException e) {
      throw new BadSignature("it cannot be verified: " + e.getMessage(), e);
    }
  }

  private byte[] signed(byte[] message) throws GeneralSecurityException {
    String algorithm = HASHES.get(hash);
    if (algorithm == null) {
      throw new BadSignature("it uses the unknown hash \"" + hash + "\"");
    }
    byte[] digest = MessageDigest.getInstance(algorithm).digest(message);
    byte[] space = namespace.getBytes(StandardCharsets.US_ASCII);
    byte[] name = hash.getBytes(StandardCharsets.US_ASCII);
    int strings = 4;
    ByteBuffer bytes =
        ByteBuffer.allocate(
            MAGIC.length + strings * Integer.BYTES + space.length + name.length + digest.length);
    bytes.put(MAGIC).putInt(space.length).put(space).putInt(0);
    return bytes.putInt(name.length).put(name).putInt(digest.length).put(digest).array();
  }

  private boolean holds(SshPublicKey key, byte[] message) throws GeneralSecurityException {
    SshReader reader = new SshReader(signature);
    String type = reader.text();
    String algorithm = ALGORITHMS.get(type);
    boolean ofRsaKey = key.type().equals("ssh-rsa") && type.startsWith("rsa-");
    boolean ofKey = ofRsaKey || type.equals(key.type());
    if (algorithm == null || !ofKey) {
      throw new BadSignature("its key does not make signatures of type \"" + type + "\"");
    }
    byte[] own = type.contains("ecdsa") ? sameLength(reader.string(), type) : reader.string();
    byte[] touched = key.isOfHardware() ? touched(key, reader, message) : message;
    reader.end();
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(key.key());
    verifier.update(touched);
    return verifier.verify(own);
  }

  /** A hardware key signs a digest, and that somebody touched it (OpenSSH PROTOCOL.u2f). */
  private static byte[] touched(SshPublicKey key, SshReader reader, byte[] message)
      throws GeneralSecurityException {
    byte[] flags = reader.take(1);
    byte[] counter = reader.take(Integer.BYTES);
    if ((flags[0] & USER_WAS_PRESENT) == 0) {
      throw new BadSignature("nobody touched the hardware key");
    }
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    byte[] application = sha256.digest(key.application().getBytes(StandardCharsets.US_ASCII));
    byte[] digest = sha256.digest(message);
    return ByteBuffer.allocate(application.length + flags.length + counter.length + digest.length)
        .put(application)
        .put(flags)
        .put(counter)
        .put(digest)
        .array();
  }

  /** SSH writes two numbers of any length; Java's verifier wants both of the curve's length. */
  private static byte[] sameLength(byte[] twoNumbers, String type) {
    SshReader reader = new SshReader(twoNumbers);
    int length = type.contains("384") ? 48 : type.contains("521") ? 66 : 32;
    ByteBuffer both = ByteBuffer.allocate(2 * length);
    for (int end = length; end <= 2 * length; end += length) {
      byte[] number = reader.mpint().toByteArray();
      int from = number.length > 1 && number[0] == 0 ? 1 : 0;
      if (number.length - from > length) {
        throw new BadSignature("its numbers are longer than its curve's");
      }
      both.position(end - (number.length - from)).put(number, from, number.length - from);
    }
    return both.array();
  }
}
