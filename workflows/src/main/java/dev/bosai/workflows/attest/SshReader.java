package dev.bosai.workflows.attest;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads SSH's data types (RFC 4251 §5) out of bytes that anybody may have made. */
final class SshReader {
  private final ByteBuffer bytes;

  SshReader(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  /**
   * Reads so many bytes.
   *
   * @throws BadSignature if fewer are left
   */
  byte[] take(int count) {
    if (count < 0 || count > bytes.remaining()) {
      throw new BadSignature("it is cut short");
    }
    byte[] taken = new byte[count];
    bytes.get(taken);
    return taken;
  }

  int number() {
    return ByteBuffer.wrap(take(Integer.BYTES)).getInt();
  }

  byte[] string() {
    return take(number());
  }

  String text() {
    return new String(string(), StandardCharsets.US_ASCII);
  }

  /** Reads a number that cannot be negative here. */
  BigInteger mpint() {
    byte[] magnitude = string();
    return magnitude.length == 0 ? BigInteger.ZERO : new BigInteger(magnitude);
  }

  void end() {
    if (bytes.hasRemaining()) {
      throw new BadSignature("more follows its end");
    }
  }
}
