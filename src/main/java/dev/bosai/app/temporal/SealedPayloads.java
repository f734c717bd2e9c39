package dev.bosai.app.temporal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts whatever is sent to Temporal (AES-256-GCM), each payload with a nonce of its own, and
 * names the key beside it. A payload that is not encrypted passes as it is, so that runs of the
 * time before can still be read; without keys nothing is encrypted, and what is encrypted is told.
 */
public final class SealedPayloads implements PayloadCodec {
  private static final String ENCODING = "encoding";
  private static final ByteString SEALED = ByteString.copyFromUtf8("binary/encrypted");
  private static final String KEY_ID = "encryption-key-id";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final PayloadKeys keys;
  private final SecureRandom random = new SecureRandom();

  /** Makes a codec that encrypts with the keys' first and decrypts with any of them. */
  public SealedPayloads(PayloadKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return keys.areNone() ? payloads : payloads.stream().map(this::sealed).toList();
  }

  /**
   * Decrypts.
   *
   * @throws Fault of the environment if a payload's key is not among this host's, or is another one
   */
  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(this::opened).toList();
  }

  private Payload sealed(Payload plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    String id = keys.current();
    try {
      byte[] secret =
          cipher(Cipher.ENCRYPT_MODE, id, new GCMParameterSpec(TAG_BITS, nonce))
              .doFinal(plain.toByteArray());
      return Payload.newBuilder()
          .putMetadata(ENCODING, SEALED)
          .putMetadata(KEY_ID, ByteString.copyFromUtf8(id))
          .setData(ByteString.copyFrom(nonce).concat(ByteString.copyFrom(secret)))
          .build();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has AES-GCM", impossible);
    }
  }

  private Payload opened(Payload sealed) {
    if (!SEALED.equals(sealed.getMetadataMap().get(ENCODING))) {
      return sealed;
    }
    String id = sealed.getMetadataOrDefault(KEY_ID, ByteString.EMPTY).toStringUtf8();
    byte[] data = sealed.getData().toByteArray();
    try {
      GCMParameterSpec nonce = new GCMParameterSpec(TAG_BITS, Arrays.copyOf(data, NONCE_BYTES));
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, id, nonce)
              .doFinal(data, NONCE_BYTES, Math.max(0, data.length - NONCE_BYTES));
      return Payload.parseFrom(plain);
    } catch (AEADBadTagException otherKey) {
      throw unreadable(id, otherKey);
    } catch (GeneralSecurityException | InvalidProtocolBufferException | RuntimeException broken) {
      throw broken instanceof Fault fault ? fault : unreadable(id, broken);
    }
  }

  /** What is said of the key is part of what is sealed, so that nobody can say another. */
  private Cipher cipher(int mode, String id, GCMParameterSpec nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, keys.key(id), nonce);
    cipher.updateAAD(ByteBuffer.wrap(id.getBytes(StandardCharsets.UTF_8)));
    return cipher;
  }

  private static Fault unreadable(String id, Exception cause) {
    return new Fault(
        Blame.ENVIRONMENT,
        "what Temporal keeps was encrypted with another key \""
            + id
            + "\" than this host has, or"
            + " was altered",
        "give this host the key that \"temporal.encryption.keys."
            + id
            + "\" is on the host that wrote it",
        cause);
  }
}
