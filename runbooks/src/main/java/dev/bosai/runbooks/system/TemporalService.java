package dev.bosai.runbooks.system;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where this system's runs live.
 *
 * @param address host and port of the front end
 * @param namespace the namespace; the lock holds within it
 * @param ui URL of its Web UI; empty if it is on the front end's port + 1000, where Temporal's
 *     development server puts it
 * @param tls {@link #REQUIRED}, {@link #NEVER}, or empty where each host's environment decides
 * @param encryption of what is kept there; null where it is kept as it is
 */
public record TemporalService(
    String address,
    String namespace,
    String ui,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String tls,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Encryption encryption) {
  /** Nobody connects in plain text, even where a host's environment says nothing of TLS. */
  public static final String REQUIRED = "required";

  /** Everybody connects in plain text, whatever a host's environment says. */
  public static final String NEVER = "never";

  /** What the file may say. */
  public static final List<String> TLS = List.of(REQUIRED, NEVER);

  /** A plan that was made before there was a choice leaves it to the environment. */
  public TemporalService {
    tls = Objects.requireNonNullElse(tls, "");
  }

  /** Makes one that leaves TLS to the environment and encrypts nothing. */
  public TemporalService(String address, String namespace, String ui) {
    this(address, namespace, ui, "", null);
  }

  /** Returns the same service as another host reaches it. */
  public TemporalService at(String otherAddress) {
    return new TemporalService(otherAddress, namespace, "", tls, encryption);
  }

  /** Returns whether plain text is refused. */
  public boolean demandsTls() {
    return tls.equals(REQUIRED);
  }

  /** Returns whether nothing but plain text is spoken. */
  public boolean neverTls() {
    return tls.equals(NEVER);
  }
}
