package dev.bosai.app.temporal;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/**
 * PEM that the environment names or holds.
 *
 * @param place what people are told it is: a file, or a variable; never the text itself
 * @param text the PEM
 */
record PemSource(String place, String text) {

  /**
   * Reads a file that a variable names.
   *
   * @throws Fault of the environment if it cannot be read
   */
  static PemSource file(String variable, String path) {
    try {
      return new PemSource("\"" + path + "\"", Files.readString(Path.of(path)));
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "\"" + path + "\", which \"" + variable + "\" names, cannot be read",
          "make it a PEM file that the user of this process may read",
          unreadable);
    }
  }

  /**
   * Returns the certificates in it, in order.
   *
   * @throws Fault of the environment if there are none
   */
  List<X509Certificate> certificates() {
    try {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
      if (!found.isEmpty()) {
        return found.stream().map(X509Certificate.class::cast).toList();
      }
    } catch (CertificateException malformed) {
      throw noCertificate(malformed);
    }
    throw noCertificate(null);
  }

  private Fault noCertificate(@org.jspecify.annotations.Nullable CertificateException malformed) {
    String message = place + " holds no certificate; expected PEM";
    String hint = "\"openssl x509 -in FILE -noout -subject\" shows what a good one looks like";
    return malformed == null
        ? new Fault(Blame.ENVIRONMENT, message, hint)
        : new Fault(Blame.ENVIRONMENT, message, hint, malformed);
  }

  /** Leaves the text out: it may be a secret. */
  @Override
  public String toString() {
    return place;
  }
}
