package dev.bosai.workflows.attest;

/** Says why a signature is not one; the sentence goes on after "the signature of …: ". */
public final class BadSignature extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadSignature(String message) {
    super(message);
  }

  BadSignature(String message, Throwable cause) {
    super(message, cause);
  }
}
