package dev.bosai.runbooks.system;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One protected database.
 *
 * @param kind the provider; {@code postgres}
 * @param database the name clients connect to
 * @param admin how Bosai connects
 * @param nodes by name, in file order
 * @param fence the fence methods, in the order they are tried
 * @param route how clients reach the primary
 * @param probe how outage and loss are measured
 * @param backups where backups are; null where there are none, and then left out of a plan's digest
 */
public record Database(
    String kind,
    String database,
    Admin admin,
    Map<String, Node> nodes,
    List<FenceMethod> fence,
    Route route,
    ProbeSettings probe,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Backups backups) {

  /**
   * How Bosai connects to the nodes.
   *
   * @param user a superuser of the cluster
   * @param password a secret reference ({@code env:}, {@code file:}); empty where none is asked
   */
  public record Admin(String user, String password) {}

  /**
   * A way to make the old primary unable to write, with its proof. A method without settings is a
   * word in a plan, one with settings an object.
   */
  public sealed interface FenceMethod {
    /** On the node's own host: every process killed, restart blocked. */
    FenceMethod NODE = OnHost.NODE;

    /** At the router that all clients come through: it leads nobody to the node any more. */
    FenceMethod ROUTE = AtRoute.ROUTE;

    /** Returns its word in the system file. */
    String word();

    /** Reads a method that is a word. */
    @JsonCreator
    static FenceMethod of(String word) {
      return word.equals(AtRoute.ROUTE.name()) ? AtRoute.ROUTE : OnHost.valueOf(word);
    }

    /** Reads a method that has settings. */
    @JsonCreator
    static FenceMethod of(
        @JsonProperty("isolate") List<String> isolate,
        @JsonProperty("verify") List<String> verify,
        @JsonProperty("from") String from) {
      return new Isolate(isolate, verify, from);
    }
  }

  /** Methods that work on the node's own host. */
  public enum OnHost implements FenceMethod {
    /** Every process killed, restart blocked. */
    NODE;

    @Override
    public String word() {
      return "node";
    }
  }

  /** Methods that work where clients are led. */
  public enum AtRoute implements FenceMethod {
    /** Every connection to the node closed, and none led there. */
    ROUTE;

    @Override
    public String word() {
      return "route";
    }
  }

  /**
   * Cuts the node's power or network from another site, with programs of the user's own.
   *
   * @param isolate program and arguments that cut it off
   * @param verify program and arguments that read back whether it is cut off
   * @param from site that runs them; empty for the candidate's
   */
  public record Isolate(List<String> isolate, List<String> verify, String from)
      implements FenceMethod {
    @Override
    public String word() {
      return "isolate";
    }
  }

  /**
   * How the probe works.
   *
   * @param from the site it runs in, outside the data sites
   * @param every pause between two writes
   * @param table schema-qualified table it writes; created where missing
   */
  public record ProbeSettings(String from, java.time.Duration every, String table) {}
}
