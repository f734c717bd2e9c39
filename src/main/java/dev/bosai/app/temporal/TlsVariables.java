package dev.bosai.app.temporal;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says of TLS, in the names that Temporal's own command line and SDKs use
 * (docs.temporal.io/references/client-environment-configuration).
 */
final class TlsVariables {
  static final String API_KEY = "TEMPORAL_API_KEY";
  static final String CERTIFICATE = "TEMPORAL_TLS_CLIENT_CERT";
  static final String KEY = "TEMPORAL_TLS_CLIENT_KEY";
  static final String AUTHORITY = "TEMPORAL_TLS_SERVER_CA_CERT";
  static final String SERVER_NAME = "TEMPORAL_TLS_SERVER_NAME";

  private static final String SWITCH = "TEMPORAL_TLS";
  private static final String UNVERIFIED = "TEMPORAL_TLS_DISABLE_HOST_VERIFICATION";
  private static final String PATH = "_PATH";
  private static final String DATA = "_DATA";

  private static final List<String> KNOWN =
      List.of(
          SWITCH,
          CERTIFICATE + PATH,
          CERTIFICATE + DATA,
          KEY + PATH,
          KEY + DATA,
          AUTHORITY + PATH,
          AUTHORITY + DATA,
          SERVER_NAME,
          UNVERIFIED);

  private final Map<String, String> environment;

  /**
   * Reads the variables.
   *
   * @throws Fault of usage if one is unknown, or they contradict each other
   */
  TlsVariables(Map<String, String> environment) {
    this.environment = environment;
    demandKnown();
    demandPair();
    if (truth(UNVERIFIED).orElse(false)) {
      throw new Fault(
          Blame.USAGE,
          "\"" + UNVERIFIED + "\" would let anybody pass for Temporal, so it is refused",
          "give its certificate's authority with \""
              + AUTHORITY
              + PATH
              + "\", and the name in it"
              + " with \""
              + SERVER_NAME
              + "\" if that is not the address");
    }
  }

  /**
   * Returns whether TLS is wanted: where it is not said, by whatever needs it.
   *
   * @throws Fault of usage if it is switched off beside something that needs it
   */
  boolean wanted() {
    Optional<String> needing =
        KNOWN.stream()
            .filter(name -> !name.equals(SWITCH) && !name.equals(UNVERIFIED))
            .filter(name -> !value(name).isEmpty())
            .findFirst()
            .or(() -> Optional.of(API_KEY).filter(name -> !value(name).isEmpty()));
    boolean wanted = truth(SWITCH).orElse(needing.isPresent());
    if (!wanted && needing.isPresent()) {
      throw new Fault(
          Blame.USAGE,
          "\"" + needing.get() + "\" needs TLS, which \"" + SWITCH + "\" switches off",
          "unset one of the two");
    }
    return wanted;
  }

  /** Returns whether TLS is switched off in words. */
  boolean switchedOff() {
    return !truth(SWITCH).orElse(true);
  }

  /** Returns the value of a variable; empty if it is not set. */
  String value(String name) {
    return environment.getOrDefault(name, "").strip();
  }

  /**
   * Reads one part.
   *
   * @param stem the variable's name without {@code _PATH} and {@code _DATA}
   * @throws Fault of the environment if a file cannot be read
   */
  Optional<PemSource> pem(String stem) {
    if (!value(stem + DATA).isEmpty()) {
      return Optional.of(new PemSource("\"" + stem + DATA + "\"", value(stem + DATA)));
    }
    return Optional.of(value(stem + PATH))
        .filter(path -> !path.isEmpty())
        .map(path -> PemSource.file(stem + PATH, path));
  }

  /**
   * A name of an older version, or a slip, would leave a connection less safe than it was meant.
   */
  private void demandKnown() {
    environment.keySet().stream()
        .filter(name -> name.startsWith(SWITCH + "_") && !KNOWN.contains(name))
        .filter(name -> !value(name).isEmpty())
        .sorted()
        .findFirst()
        .ifPresent(
            name -> {
              throw new Fault(
                  Blame.USAGE,
                  "\"" + name + "\" in the environment means nothing",
                  "one of " + KNOWN + " is meant");
            });
  }

  private void demandPair() {
    for (String stem : List.of(CERTIFICATE, KEY, AUTHORITY)) {
      if (has(stem + PATH) && has(stem + DATA)) {
        throw new Fault(
            Blame.USAGE,
            "\"" + stem + PATH + "\" and \"" + stem + DATA + "\" are both set",
            "unset one of the two");
      }
    }
    boolean certificate = has(CERTIFICATE + PATH) || has(CERTIFICATE + DATA);
    boolean key = has(KEY + PATH) || has(KEY + DATA);
    if (certificate != key) {
      String missing = certificate ? KEY : CERTIFICATE;
      throw new Fault(
          Blame.USAGE,
          "the client certificate is half given: neither \""
              + missing
              + PATH
              + "\" nor \""
              + missing
              + DATA
              + "\" is set",
          "set it, too, or unset the other half");
    }
  }

  private boolean has(String name) {
    return !value(name).isEmpty();
  }

  private Optional<Boolean> truth(String name) {
    String value = value(name).toLowerCase(Locale.ROOT);
    return switch (value) {
      case "" -> Optional.empty();
      case "true", "1", "t" -> Optional.of(true);
      case "false", "0", "f" -> Optional.of(false);
      default ->
          throw new Fault(
              Blame.USAGE,
              "\"" + name + "\" is \"" + value + "\"; expected \"true\" or \"false\"",
              "set it to one of the two");
    };
  }
}
