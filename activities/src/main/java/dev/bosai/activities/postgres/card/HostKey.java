package dev.bosai.activities.postgres.card;

import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * The key with which a node's host signs its card and its proofs. It lies beside the data
 * directory, readable by the directory's owner alone: whoever can read it could start and stop the
 * server as well.
 */
public final class HostKey {
  private static final String ALGORITHM = "Ed25519";

  private final byte[] secret;
  private final String shown;

  private HostKey(byte[] secret, String shown) {
    this.secret = secret.clone();
    this.shown = shown;
  }

  /** Reads it, or makes it where there is none; of two who make it at once, one wins. */
  public static HostKey of(Host host) throws IOException {
    Path file = host.data().marker().resolve("card.key");
    if (!Files.exists(file)) {
      make(file, host);
    }
    List<String> halves = Files.readAllLines(file);
    return new HostKey(Base64.getDecoder().decode(halves.get(1)), halves.get(0));
  }

  private static void make(Path file, Host host) throws IOException {
    KeyPair made = made();
    Base64.Encoder text = Base64.getEncoder();
    String halves =
        text.encodeToString(made.getPublic().getEncoded())
            + "\n"
            + text.encodeToString(made.getPrivate().getEncoded())
            + "\n";
    Durable.folder(host.data().marker(), host.owner());
    Path own = file.resolveSibling("card.key." + ProcessHandle.current().pid());
    Durable.replace(own, halves.getBytes(StandardCharsets.US_ASCII), host.owner());
    try {
      Files.createLink(file, own);
      Durable.sync(host.data().marker());
    } catch (FileAlreadyExistsException another) {
      // Whoever was first has made the host's key; this one was used for nothing.
      Files.delete(own);
      return;
    }
    Files.delete(own);
  }

  /** Returns the public half: X.509, Base64. */
  public String shown() {
    return shown;
  }

  /** Signs; the signature is Base64. */
  String sign(byte[] content) {
    try {
      PrivateKey key =
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(secret));
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(content);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the host's key cannot sign", e);
    }
  }

  /** Returns whether a host's key made a signature over this very content. */
  static boolean holds(String shown, byte[] content, String signature) {
    try {
      Signature verified = Signature.getInstance(ALGORITHM);
      verified.initVerify(
          KeyFactory.getInstance(ALGORITHM)
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(shown))));
      verified.update(content);
      return verified.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException notOne) {
      return false;
    }
  }

  private static KeyPair made() {
    try {
      return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java from 15 on has Ed25519", e);
    }
  }
}
