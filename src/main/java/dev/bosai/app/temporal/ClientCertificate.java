package dev.bosai.app.temporal;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this process shows to Temporal's front end. Its parts are checked here, since a front end
 * only hangs up, and nobody could tell a foreign key from a network that is down.
 */
final class ClientCertificate {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]*)-----END");
  private static final String PLAIN = "PRIVATE KEY";
  private static final byte[] ANYTHING = {4, 7, 1, 1};

  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private final List<X509Certificate> chain;
  private final PrivateKey key;

  private ClientCertificate(List<X509Certificate> chain, PrivateKey key) {
    this.chain = chain;
    this.key = key;
  }

  /**
   * Reads both halves.
   *
   * @throws Fault of the environment if one is malformed, expired or of another pair
   */
  static ClientCertificate of(PemSource certificate, PemSource secret, Instant now) {
    List<X509Certificate> chain = certificate.certificates();
    X509Certificate own = chain.get(0);
    if (own.getNotAfter().toInstant().isBefore(now)) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "the certificate in " + certificate + " ended at " + own.getNotAfter().toInstant(),
          "have it renewed, then start this process again");
    }
    PrivateKey key = key(own.getPublicKey(), secret);
    if (!arePair(key, own.getPublicKey())) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "the key in " + secret + " is not the one of the certificate in " + certificate,
          "name the two files that were made together");
    }
    return new ClientCertificate(chain, key);
  }

  X509Certificate[] chain() {
    return chain.toArray(X509Certificate[]::new);
  }

  PrivateKey key() {
    return key;
  }

  private static PrivateKey key(PublicKey other, PemSource secret) {
    Matcher found = KEY.matcher(secret.text());
    if (!found.find() || !found.group(1).equals(PLAIN)) {
      throw unusable(secret, null);
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(found.group(2));
      return KeyFactory.getInstance(other.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      throw unusable(secret, malformed);
    }
  }

  private static Fault unusable(
      PemSource secret, @org.jspecify.annotations.Nullable Exception malformed) {
    String message =
        secret
            + " holds no key that can be used; expected unencrypted PKCS#8 (\"BEGIN PRIVATE KEY\")"
            + " of the certificate's own kind";
    String hint = "\"openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW\" writes that form";
    return malformed == null
        ? new Fault(Blame.ENVIRONMENT, message, hint)
        : new Fault(Blame.ENVIRONMENT, message, hint, malformed);
  }

  private static boolean arePair(PrivateKey key, PublicKey other) {
    try {
      String algorithm = SIGNATURES.getOrDefault(other.getAlgorithm(), other.getAlgorithm());
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(ANYTHING);
      byte[] signed = signing.sign();
      Signature verifying = Signature.getInstance(algorithm);
      verifying.initVerify(other);
      verifying.update(ANYTHING);
      return verifying.verify(signed);
    } catch (GeneralSecurityException differentKinds) {
      return false;
    }
  }
}
