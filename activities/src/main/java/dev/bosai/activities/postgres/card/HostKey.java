package dev.bosai.activities.postgres.card;

import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import java.io.IOException;
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

  /** Reads it, or makes it where there is none. */
  public static HostKey of(Host host) throws IOException {
    Path folder = host.data().marker();
    Path secret = folder.resolve("card.key");
    Path shown = folder.resolve("card.pub");
    if (!Files.exists(shown)) {
      Durable.folder(folder, host.owner());
      KeyPair made = made();
      Durable.replace(secret, made.getPrivate().getEncoded(), host.owner());
      byte[] text = Base64.getEncoder().encode(made.getPublic().getEncoded());
      Durable.replace(shown, text, host.owner());
    }
    return new HostKey(Files.readAllBytes(secret), Files.readString(shown));
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
