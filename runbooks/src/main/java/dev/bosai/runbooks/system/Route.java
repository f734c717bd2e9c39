package dev.bosai.runbooks.system;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/** How clients reach the primary. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Route.Router.class, name = "router"),
  @JsonSubTypes.Type(value = Route.Libpq.class, name = "libpq")
})
public sealed interface Route {
  /** Returns the addresses clients connect to, as {@code host:port}. */
  List<String> at();

  /**
   * Bosai's own TCP router.
   *
   * @param at one address clients connect to
   * @param admin base URL of the router's control interface
   * @param backends by node name, {@code host:port} as the router reaches it
   */
  record Router(List<String> at, String admin, Map<String, String> backends) implements Route {}

  /**
   * Clients name every node and ask for a writable one, so nothing is moved, only verified.
   *
   * @param at every node's address
   */
  record Libpq(List<String> at) implements Route {}
}
