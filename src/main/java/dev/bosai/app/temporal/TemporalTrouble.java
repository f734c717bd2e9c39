package dev.bosai.app.temporal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why Temporal's front end did not take a connection or a call, where that can be told from a
 * network that is down. Front ends hang up without a word; the words are those of Java's TLS and of
 * gRPC.
 *
 * @param why goes on after "temporal at …": a verb first
 * @param hint the next thing to try
 */
public record TemporalTrouble(String why, String hint) {
  private static final String CERTIFICATE =
      "set \"TEMPORAL_TLS_CLIENT_CERT_PATH\" and \"TEMPORAL_TLS_CLIENT_KEY_PATH\" to a pair that it"
          + " trusts";

  private static final String PLAIN =
      "set \"TEMPORAL_TLS=true\", or the variables of a client certificate; else look at its log";

  /** The first that fits is told; each stands for words that TLS or gRPC say. */
  private static final List<Sign> SIGNS =
      List.of(
          new Sign(
              "certificate_required", "demands a client certificate that it trusts", CERTIFICATE),
          new Sign(
              "unable to find valid certification path",
              "shows a certificate that nobody vouches for on this host",
              "name its authority with \"TEMPORAL_TLS_SERVER_CA_CERT_PATH\""),
          new Sign("No subject alternative", "shows a certificate for another name", otherName()),
          new Sign("No name matching", "shows a certificate for another name", otherName()),
          new Sign("unknown_ca", "does not trust this host's client certificate", CERTIFICATE),
          new Sign("bad_certificate", "does not take this host's client certificate", CERTIFICATE),
          new Sign(
              "certificate_unknown", "does not take this host's client certificate", CERTIFICATE),
          new Sign(
              "certificate_expired",
              "says that this host's client certificate has expired",
              "have it renewed, then start this process again"),
          new Sign(
              "handshake_failure",
              "refuses the TLS handshake, as without a certificate",
              CERTIFICATE),
          new Sign(
              "not an SSL/TLS record",
              "does not speak TLS",
              "have TLS put before it, or unset the \"TEMPORAL_TLS…\" variables"),
          new Sign("Hex dump for first 5 bytes: 15030", "speaks TLS, and not plain text", PLAIN),
          new Sign(
              "Network closed for unknown reason",
              "hangs up without a word, as one that speaks TLS does on plain text",
              PLAIN));

  private record Sign(String says, String why, String hint) {}

  /** Returns what can be told of an error; empty if it looks like a network that is down. */
  public static Optional<TemporalTrouble> of(StatusRuntimeException error) {
    Status.Code code = error.getStatus().getCode();
    if (code == Status.Code.UNAUTHENTICATED || code == Status.Code.PERMISSION_DENIED) {
      return Optional.of(
          new TemporalTrouble(
              "does not let this host in: " + error.getStatus().getCode(),
              "check \"TEMPORAL_API_KEY\", or who the client certificate says this host is"));
    }
    return SIGNS.stream()
        .filter(sign -> words(error).anyMatch(text -> text.contains(sign.says())))
        .findFirst()
        .map(sign -> new TemporalTrouble(sign.why(), sign.hint()));
  }

  private static String otherName() {
    return "connect to the name in it, or set \"TEMPORAL_TLS_SERVER_NAME\" to that name";
  }

  private static Stream<String> words(Throwable error) {
    return Stream.iterate(error, cause -> cause != null, Throwable::getCause).map(String::valueOf);
  }
}
