package dev.bosai.workflows.attest;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/**
 * A key that signs as {@code ssh-keygen} does, of a file or of hardware that somebody touches or
 * does not; written from OpenSSH's description, sharing nothing with the code that verifies.
 */
public final class TestKey {
  private static final String APPLICATION = "ssh:";

  private final KeyPair pair;
  private final boolean hardware;

  private TestKey(boolean hardware) {
    this.hardware = hardware;
    try {
      this.pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Makes one that lies in a file. */
  public static TestKey ofFile() {
    return new TestKey(false);
  }

  /** Makes one that hardware holds. */
  static TestKey ofHardware() {
    return new TestKey(true);
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException, GeneralSecurityException;
  }

  /** Returns the line of its {@code .pub} file. */
  public String line() {
    return type() + " " + Base64.getEncoder().encodeToString(blob()) + " of a test";
  }

  /** Signs for answers. */
  public String sign(Statement statement) {
    return sign(statement, Statement.NAMESPACE, 1);
  }

  /**
   * Signs.
   *
   * @param namespace what for
   * @param flags of hardware; 1 means that somebody touched it
   */
  String sign(Statement statement, String namespace, int flags) {
    byte[] hash = digest("SHA-512", statement.text().getBytes(StandardCharsets.UTF_8));
    byte[] signed =
        bytes(
            out -> {
              out.writeBytes("SSHSIG");
              string(out, namespace.getBytes(StandardCharsets.US_ASCII));
              string(out, new byte[0]);
              string(out, "sha512".getBytes(StandardCharsets.US_ASCII));
              string(out, hash);
            });
    byte[] blob =
        bytes(
            out -> {
              out.writeBytes("SSHSIG");
              out.writeInt(1);
              string(out, blob());
              string(out, namespace.getBytes(StandardCharsets.US_ASCII));
              string(out, new byte[0]);
              string(out, "sha512".getBytes(StandardCharsets.US_ASCII));
              string(out, hardware ? touched(signed, flags) : plain(signed));
            });
    String base64 = Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(blob);
    return "-----BEGIN SSH SIGNATURE-----\n" + base64 + "\n-----END SSH SIGNATURE-----\n";
  }

  private byte[] plain(byte[] signed) {
    return bytes(
        out -> {
          string(out, type().getBytes(StandardCharsets.US_ASCII));
          string(out, edwards(signed));
        });
  }

  private byte[] touched(byte[] signed, int flags) {
    byte[] what =
        bytes(
            out -> {
              out.write(digest("SHA-256", APPLICATION.getBytes(StandardCharsets.US_ASCII)));
              out.write(flags);
              out.writeInt(7);
              out.write(digest("SHA-256", signed));
            });
    return bytes(
        out -> {
          string(out, type().getBytes(StandardCharsets.US_ASCII));
          string(out, edwards(what));
          out.write(flags);
          out.writeInt(7);
        });
  }

  private byte[] edwards(byte[] message) throws GeneralSecurityException {
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update(message);
    return signer.sign();
  }

  private String type() {
    return hardware ? "sk-ssh-ed25519@openssh.com" : "ssh-ed25519";
  }

  private byte[] blob() {
    byte[] spki = pair.getPublic().getEncoded();
    return bytes(
        out -> {
          string(out, type().getBytes(StandardCharsets.US_ASCII));
          string(out, Arrays.copyOfRange(spki, spki.length - 32, spki.length));
          if (hardware) {
            string(out, APPLICATION.getBytes(StandardCharsets.US_ASCII));
          }
        });
  }

  private static void string(DataOutputStream out, byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writing.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }
}
