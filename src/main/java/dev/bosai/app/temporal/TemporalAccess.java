package dev.bosai.app.temporal;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.net.HostPort;
import dev.bosai.app.net.Loopback;
import dev.bosai.runbooks.system.Encryption;
import dev.bosai.runbooks.system.TemporalService;
import dev.bosai.workflows.Payloads;
import io.grpc.ManagedChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.serviceclient.ServiceStubsOptions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * How this host reaches Temporal: in plain text, or by TLS and with which credentials, and how what
 * it keeps there is encrypted. Where it is stands in the system file alone, so that no environment
 * leads a host to another lock.
 */
public final class TemporalAccess {
  private final @Nullable SslContext ssl;
  private final String serverName;
  private final String apiKey;
  private final DataConverter converter;

  private TemporalAccess(
      @Nullable SslContext ssl, String serverName, String apiKey, DataConverter converter) {
    this.ssl = ssl;
    this.serverName = serverName;
    this.apiKey = apiKey;
    this.converter = converter;
  }

  /** Returns a way in plain text, without credentials and encryption. */
  public static TemporalAccess plain() {
    return new TemporalAccess(null, "", "", converter(null, Map.of()));
  }

  /**
   * Reads what the environment adds to the system file.
   *
   * @throws Fault of usage if the variables contradict each other or the file; of the environment
   *     if a file they name cannot be used
   */
  public static TemporalAccess of(TemporalService service, Map<String, String> environment) {
    DataConverter converter = converter(service.encryption(), environment);
    if (service.neverTls()) {
      return new TemporalAccess(null, "", "", converter);
    }
    TlsVariables variables = new TlsVariables(environment);
    if (service.demandsTls() && variables.switchedOff()) {
      throw new Fault(
          Blame.USAGE,
          "the environment switches TLS off, which the system file demands",
          "unset \"TEMPORAL_TLS\"");
    }
    return variables.wanted() || service.demandsTls()
        ? new TemporalAccess(
            context(variables),
            variables.value(TlsVariables.SERVER_NAME),
            variables.value(TlsVariables.API_KEY),
            converter)
        : new TemporalAccess(null, "", "", converter);
  }

  /** What failures say and where is encrypted, too. */
  private static DataConverter converter(
      @Nullable Encryption encryption, Map<String, String> environment) {
    PayloadKeys keys =
        encryption == null ? PayloadKeys.none() : PayloadKeys.of(encryption, environment);
    return new CodecDataConverter(
        Payloads.converter(), List.of(new SealedPayloads(keys)), encryption != null);
  }

  /** Returns whether others on the way could read along. */
  public boolean isPlain() {
    return ssl == null;
  }

  /**
   * Returns what people should know before they rely on a connection: that others could read and
   * change what goes over it.
   */
  public Optional<String> warning(TemporalService service) {
    return isPlain() && !Loopback.holds(HostPort.parse(service.address()))
        ? Optional.of(
            "temporal at \""
                + service.address()
                + "\" is reached in plain text: whoever is on the way can read runs and change"
                + " them\n  HINT: give its front end TLS with client certificates and set"
                + " \"temporal.tls: required\" in the system file")
        : Optional.empty();
  }

  DataConverter converter() {
    return converter;
  }

  void credentials(ServiceStubsOptions.Builder<?> options) {
    if (!apiKey.isEmpty()) {
      options.addApiKey(() -> apiKey);
    }
  }

  void encryption(ServiceStubsOptions.Builder<?> options) {
    if (ssl != null) {
      options.setSslContext(ssl);
    }
  }

  void name(ManagedChannelBuilder<?> channel) {
    if (!serverName.isEmpty()) {
      channel.overrideAuthority(serverName);
    }
  }

  // Java's own TLS: netty's would unpack a native library into a temporary folder, which hardened
  // hosts do not let anybody execute from.
  private static SslContext context(TlsVariables variables) {
    SslContextBuilder builder =
        GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK);
    variables
        .pem(TlsVariables.AUTHORITY)
        .ifPresent(authority -> builder.trustManager(authority.certificates()));
    variables
        .pem(TlsVariables.CERTIFICATE)
        .ifPresent(certificate -> show(builder, certificate, variables));
    try {
      return builder.build();
    } catch (SSLException unusable) {
      throw new Fault(
          Blame.ENVIRONMENT,
          "no TLS connection can be made with the certificates given: " + unusable.getMessage(),
          "check the files that the \"TEMPORAL_TLS_…\" variables name",
          unusable);
    }
  }

  private static void show(
      SslContextBuilder builder, PemSource certificate, TlsVariables variables) {
    PemSource key = variables.pem(TlsVariables.KEY).orElseThrow();
    ClientCertificate own = ClientCertificate.of(certificate, key, Instant.now());
    builder.keyManager(own.key(), own.chain());
  }
}
