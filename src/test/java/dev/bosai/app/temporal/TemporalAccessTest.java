package dev.bosai.app.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.host.Program;
import dev.bosai.runbooks.system.TemporalService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalAccessTest {
  private static final String CERTIFICATE = "TEMPORAL_TLS_CLIENT_CERT_PATH";
  private static final String KEY = "TEMPORAL_TLS_CLIENT_KEY_PATH";

  @TempDir private Path folder;

  @Test
  void aHostThatSaysNothingConnectsInPlainText() {
    assertThat(access(service(""), Map.of()).isPlain()).isTrue();
    assertThat(access(service(""), Map.of("TEMPORAL_TLS", "false")).isPlain()).isTrue();
    assertThat(access(service(""), Map.of("TEMPORAL_TLS", "true")).isPlain()).isFalse();
    assertThat(access(service(""), Map.of("TEMPORAL_API_KEY", "k")).isPlain()).isFalse();
  }

  @Test
  void theSystemFileDemandsTlsOrLeavesTheEnvironmentAside() {
    assertThat(access(service("required"), Map.of()).isPlain()).isFalse();
    assertThat(access(service("never"), Map.of("TEMPORAL_TLS", "true")).isPlain()).isTrue();
    Fault off = refused(service("required"), Map.of("TEMPORAL_TLS", "false"));
    assertThat(off).hasMessageContaining("switches TLS off, which the system file demands");
    assertThat(off.blame()).isEqualTo(Blame.USAGE);
  }

  @Test
  void variablesThatContradictEachOtherAreAMistakeInUsage() {
    assertUsage(Map.of(CERTIFICATE, "/c"), "half given", "TEMPORAL_TLS_CLIENT_KEY_PATH");
    assertUsage(Map.of(KEY, "/k"), "half given", "TEMPORAL_TLS_CLIENT_CERT_PATH");
    assertUsage(Map.of(KEY, "/k", "TEMPORAL_TLS_CLIENT_KEY_DATA", "secret"), "are both set", KEY);
    assertUsage(
        Map.of("TEMPORAL_API_KEY", "secret", "TEMPORAL_TLS", "false"), "needs TLS", "API_KEY");
    assertUsage(Map.of("TEMPORAL_TLS", "perhaps"), "expected \"true\" or \"false\"", "perhaps");
    assertUsage(Map.of("TEMPORAL_TLS_CERT", "/old"), "means nothing", "TEMPORAL_TLS_CERT");
    assertUsage(
        Map.of("TEMPORAL_TLS_DISABLE_HOST_VERIFICATION", "true"), "anybody pass", "refused");
  }

  @Test
  void filesThatCannotBeUsedAreNamedAndNeverShown() throws IOException {
    pair("one", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
    pair("two", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
    pair("rsa", "rsa:2048");
    String old = Files.readString(path("one.key")).replace("BEGIN PRIVATE", "BEGIN EC PRIVATE");
    Files.writeString(path("old.key"), old);

    assertThat(access(service(""), given("one", "one")).isPlain()).isFalse();
    assertThat(access(service(""), given("rsa", "rsa")).isPlain()).isFalse();
    assertEnvironment(given("one", "two"), "is not the one of the certificate in");
    assertEnvironment(given("one", "rsa"), "holds no key that can be used");
    assertEnvironment(given("one", "old"), "expected unencrypted PKCS#8");
    assertEnvironment(given("one", "missing"), "cannot be read");
    Map<String, String> swapped =
        Map.of(CERTIFICATE, path("one.key").toString(), KEY, path("one.pem").toString());
    assertEnvironment(swapped, "holds no certificate");
  }

  @Test
  void aPairMayStandInTheEnvironmentItself() throws IOException {
    pair("one", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");

    TemporalAccess access =
        access(
            service(""),
            Map.of(
                "TEMPORAL_TLS_CLIENT_CERT_DATA",
                Files.readString(path("one.pem")),
                "TEMPORAL_TLS_CLIENT_KEY_DATA",
                Files.readString(path("one.key"))));

    assertThat(access.isPlain()).isFalse();
  }

  @Test
  void plainTextAcrossANetworkIsWarnedOf() {
    TemporalService away = new TemporalService("temporal.ops:7233", "bosai", "");

    assertThat(access(away, Map.of()).warning(away)).get().asString().contains("in plain text");
    assertThat(access(away, Map.of("TEMPORAL_TLS", "true")).warning(away)).isEmpty();
    for (String near : List.of("localhost:7233", "127.0.0.1:7233", "[::1]:7233")) {
      TemporalService here = new TemporalService(near, "bosai", "");
      assertThat(access(here, Map.of()).warning(here)).as(near).isEmpty();
    }
  }

  private void assertUsage(Map<String, String> environment, String... words) {
    Fault fault = refused(service(""), environment);
    assertThat(fault.blame()).isEqualTo(Blame.USAGE);
    assertThat(fault.getMessage() + fault.hint()).contains(words).doesNotContain("secret");
  }

  private void assertEnvironment(Map<String, String> environment, String words) throws IOException {
    Fault fault = refused(service(""), environment);
    assertThat(fault.blame()).isEqualTo(Blame.ENVIRONMENT);
    assertThat(fault).hasMessageContaining(words);
    String secret = Files.readAllLines(path("one.key")).get(1);
    assertThat(fault.getMessage() + fault.hint() + fault.getCause()).doesNotContain(secret);
  }

  private static Fault refused(TemporalService service, Map<String, String> environment) {
    Fault fault = catchThrowableOfType(Fault.class, () -> access(service, environment));
    assertThat(fault).as("refused").isNotNull();
    return fault;
  }

  private static TemporalAccess access(TemporalService service, Map<String, String> environment) {
    return TemporalAccess.of(service, environment);
  }

  private static TemporalService service(String tls) {
    return new TemporalService("127.0.0.1:7233", "bosai", "", tls, null);
  }

  private Map<String, String> given(String certificate, String key) {
    return Map.of(
        CERTIFICATE, path(certificate + ".pem").toString(), KEY, path(key + ".key").toString());
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private void pair(String name, String kind, String... more) {
    List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes"));
    command.addAll(List.of("-newkey", kind));
    command.addAll(List.of(more));
    command.addAll(List.of("-subj", "/CN=" + name, "-days", "2"));
    command.addAll(
        List.of("-keyout", path(name + ".key").toString(), "-out", path(name + ".pem").toString()));
    Program.of(command, Duration.ofSeconds(20)).runWell("install openssl");
  }
}
