package dev.bosai.app.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.bosai.app.fault.Fault;
import dev.bosai.runbooks.system.Encryption;
import io.temporal.api.common.v1.Payload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SealedPayloadsTest {
  private static final String ONE = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String TWO = "HwECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHgA=";
  private static final Payload PLAIN =
      Payload.newBuilder()
          .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
          .setData(ByteString.copyFromUtf8("\"who decides\""))
          .build();

  @Test
  void whatIsSealedIsReadWithItsKeyAlone() {
    Payload sealed = only(codec("one", ONE).encode(List.of(PLAIN)));

    assertThat(sealed.toByteString().toString(StandardCharsets.ISO_8859_1))
        .doesNotContain("decides", "json/plain");
    assertThat(sealed.getMetadataOrThrow("encryption-key-id").toStringUtf8()).isEqualTo("one");
    assertThat(codec("one", ONE).decode(List.of(sealed))).containsExactly(PLAIN);
    assertThatThrownBy(() -> codec("one", TWO).decode(List.of(sealed)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("another key \"one\"");
    assertThatThrownBy(() -> codec("two", ONE).decode(List.of(sealed)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("this host has two");
  }

  @Test
  void theSameWordIsNeverSealedTheSameWay() {
    SealedPayloads codec = codec("one", ONE);

    assertThat(codec.encode(List.of(PLAIN, PLAIN))).doesNotHaveDuplicates();
  }

  @Test
  void whatWasAlteredOrCutShortOrRelabelledIsNotRead() {
    Payload sealed = only(codec("one", ONE).encode(List.of(PLAIN)));
    byte[] data = sealed.getData().toByteArray();
    data[data.length - 1] ^= 1;
    Payload altered = sealed.toBuilder().setData(ByteString.copyFrom(data)).build();
    Payload cut = sealed.toBuilder().setData(sealed.getData().substring(0, 5)).build();
    Payload relabelled =
        sealed.toBuilder()
            .putMetadata("encryption-key-id", ByteString.copyFromUtf8("same"))
            .build();
    SealedPayloads codec =
        new SealedPayloads(
            PayloadKeys.of(
                new Encryption("one", Map.of("one", "env:K", "same", "env:K")), Map.of("K", ONE)));

    for (Payload bad : List.of(altered, cut, relabelled)) {
      assertThatThrownBy(() -> codec.decode(List.of(bad)))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("or was altered");
    }
  }

  @Test
  void whatIsOlderThanTheKeysIsStillRead() {
    assertThat(codec("one", ONE).decode(List.of(PLAIN))).containsExactly(PLAIN);
    SealedPayloads none = new SealedPayloads(PayloadKeys.none());
    assertThat(none.encode(List.of(PLAIN))).containsExactly(PLAIN);
  }

  private static SealedPayloads codec(String id, String key) {
    return new SealedPayloads(
        PayloadKeys.of(new Encryption(id, Map.of(id, "env:K")), Map.of("K", key)));
  }

  private static Payload only(List<Payload> payloads) {
    assertThat(payloads).hasSize(1);
    return payloads.get(0);
  }
}
