package dev.bosai.runbooks.system;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How clients reach the primary. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Route.Router.class, name = "router"),
  @JsonSubTypes.Type(value = Route.Libpq.class, name = "libpq"),
  @JsonSubTypes.Type(value = Route.Haproxy.class, name = "haproxy"),
  @JsonSubTypes.Type(value = Route.Pgbouncer.class, name = "pgbouncer"),
  @JsonSubTypes.Type(value = Route.Command.class, name = "command")
})
public sealed interface Route {
  /** Returns the addresses clients connect to, as {@code host:port}. */
  List<String> at();

  /** Returns its kind's word in the system file. */
  String kind();

  /** Returns the site whose worker alone can lead it; empty if any worker can. */
  default Optional<String> ledFrom() {
    return Optional.empty();
  }

  /** Lets an interpreter see which kind it is. */
  <R> R accept(RouteVisitor<R> visitor);

  /**
   * Bosai's own TCP router.
   *
   * @param at one address clients connect to
   * @param admin base URL of the router's control interface
   * @param backends by node name, {@code host:port} as the router reaches it
   * @param exclusive addresses under which the nodes see the router, if no client ever comes in
   *     another way; empty if one may
   */
  record Router(
      List<String> at,
      String admin,
      Map<String, String> backends,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> exclusive)
      implements Route {
    /** A plan that was made before there was such a promise makes none. */
    public Router {
      exclusive = Objects.requireNonNullElse(exclusive, List.of());
    }

    /** Makes one past which clients may come. */
    public Router(List<String> at, String admin, Map<String, String> backends) {
      this(at, admin, backends, List.of());
    }

    @Override
    public String kind() {
      return "router";
    }

    @Override
    public <R> R accept(RouteVisitor<R> visitor) {
      return visitor.router(this);
    }
  }

  /**
   * Clients name every node and ask for a writable one, so nothing is moved, only verified.
   *
   * @param at every node's address
   */
  record Libpq(List<String> at) implements Route {
    @Override
    public String kind() {
      return "libpq";
    }

    @Override
    public <R> R accept(RouteVisitor<R> visitor) {
      return visitor.libpq(this);
    }
  }

  /**
   * HAProxy, led over its runtime interface. Its servers carry the nodes' names.
   *
   * @param at one address clients connect to
   * @param admin where its runtime interface listens, {@code host:port}
   * @param backend the section whose servers are the nodes
   */
  record Haproxy(List<String> at, String admin, String backend) implements Route {
    @Override
    public String kind() {
      return "haproxy";
    }

    @Override
    public <R> R accept(RouteVisitor<R> visitor) {
      return visitor.haproxy(this);
    }
  }

  /**
   * PgBouncer, led by a file that it includes and over its administration console, which listens
   * where clients connect.
   *
   * @param at one address clients connect to
   * @param site whose worker runs on PgBouncer's host
   * @param file on that host, included by PgBouncer's configuration and Bosai's to replace
   * @param admin one of its administrators
   */
  record Pgbouncer(List<String> at, String site, String file, Database.Admin admin)
      implements Route {
    @Override
    public String kind() {
      return "pgbouncer";
    }

    @Override
    public Optional<String> ledFrom() {
      return Optional.of(site);
    }

    @Override
    public <R> R accept(RouteVisitor<R> visitor) {
      return visitor.pgbouncer(this);
    }
  }

  /**
   * Anything that two programs of the user's own can lead.
   *
   * @param at one address clients connect to
   * @param move program and arguments; it is given the node to lead clients to
   * @param show program and arguments; it prints the name of the node that clients are led to
   */
  record Command(List<String> at, List<String> move, List<String> show) implements Route {
    @Override
    public String kind() {
      return "command";
    }

    @Override
    public <R> R accept(RouteVisitor<R> visitor) {
      return visitor.command(this);
    }
  }
}
