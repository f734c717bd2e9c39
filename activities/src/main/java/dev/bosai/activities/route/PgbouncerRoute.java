package dev.bosai.activities.route;

import dev.bosai.activities.Failures;
import dev.bosai.activities.Secrets;
import dev.bosai.activities.postgres.marker.Locks;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Node;
import dev.bosai.runbooks.system.Route;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.RouteActivities.RouteMoved;
import dev.bosai.workflows.port.RouteFacts;
import dev.bosai.workflows.port.Token;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * PgBouncer, led by a file that it includes. Only KILL frees it from a primary that died: a session
 * stays with its server through RELOAD, and PAUSE waits for a transaction without end (measured
 * with 1.18). Clients wait from KILL to RESUME, so at no moment two servers are led to.
 */
final class PgbouncerRoute implements RouteKind {
  private static final List<String> REFUSALS =
      List.of("password authentication failed", "not allowed", "no such user");

  private final Database database;
  private final Route.Pgbouncer route;
  private final PrimaryCheck primary;
  private final Secrets secrets;
  private final PgbouncerBook book;

  /**
   * What it needs of this worker.
   *
   * @param primary shows that clients reach the new primary
   * @param secrets finds the console's password
   * @param locks of the file
   */
  record Tools(PrimaryCheck primary, Secrets secrets, Locks locks) {}

  PgbouncerRoute(Database database, Route.Pgbouncer route, Tools tools) {
    this.database = database;
    this.route = route;
    this.primary = tools.primary();
    this.secrets = tools.secrets();
    this.book = new PgbouncerBook(Path.of(route.file()), database.database(), tools.locks());
  }

  @Override
  public RouteFacts read() {
    try (PgbouncerConsole console = PgbouncerConsole.open(route, secrets)) {
      Token token = PgbouncerMove.token(console, database.database());
      Optional<PgbouncerConsole.Entry> entry = console.entry(database.database());
      return entry.isPresent()
          ? facts(entry.get(), token)
          : new RouteFacts(route.kind(), "", token, name() + " has no such database");
    } catch (SQLException e) {
      return new RouteFacts(
          route.kind(), "", Token.NONE, name() + " does not answer: " + e.getMessage());
    }
  }

  @Override
  public RouteMoved move(String node, Token token) {
    PgbouncerFile.Target meant = target(node);
    try (PgbouncerConsole console = PgbouncerConsole.open(route, secrets)) {
      PgbouncerMove move = new PgbouncerMove(console, book, meant, name());
      move.requireLeadable();
      boolean there = move.isThere();
      int elsewhere = there ? 0 : move.elsewhere();
      if (!there || !book.read().token().sameEffect(token)) {
        move.claim(token);
      }
      if (!there) {
        move.lead(token);
      }
      move.reach(() -> primary.require(database, node));
      return new RouteMoved(route.kind(), node, !there, elsewhere);
    } catch (SQLException e) {
      throw failed(e);
    } catch (IOException e) {
      throw unwritten(e);
    } catch (InterruptedException e) {
      throw left();
    }
  }

  /** Whoever connects meanwhile waits at PgBouncer until it leads on. */
  @Override
  public Drained drain(String node, Token token) {
    try (PgbouncerConsole console = PgbouncerConsole.open(route, secrets)) {
      PgbouncerMove move = new PgbouncerMove(console, book, target(node), name());
      move.requireLeadable();
      int connected = console.servers(database.database()).size();
      move.claim(token);
      move.drain(token);
      return new Drained(true, connected);
    } catch (SQLException e) {
      throw failed(e);
    } catch (IOException e) {
      throw unwritten(e);
    } catch (InterruptedException e) {
      throw left();
    }
  }

  private ApplicationFailure unwritten(IOException e) {
    return Failures.of(
        FailureType.UNEXPECTED,
        "\"" + route.file() + "\" cannot be replaced: " + e.getMessage(),
        "let the worker's user write in its folder, and see that the disk is not full");
  }

  private ApplicationFailure left() {
    Thread.currentThread().interrupt();
    return Failures.of(
        FailureType.UNEXPECTED,
        name() + " was left while its connections ended",
        "retry; what was done is found");
  }

  private PgbouncerFile.Target target(String name) {
    Node node = database.nodes().get(name);
    if (node == null) {
      throw Failures.of(
          FailureType.NOT_LISTED,
          "node \"" + name + "\" is not in this worker's system file; nothing was changed",
          "give the worker the system file that the run was started with");
    }
    return new PgbouncerFile.Target(node.host(), node.port());
  }

  private RouteFacts facts(PgbouncerConsole.Entry entry, Token token) {
    Optional<String> node =
        database.nodes().entrySet().stream()
            .filter(each -> entry.leadsTo(target(each.getKey())))
            .map(Map.Entry::getKey)
            .findFirst();
    return new RouteFacts(
        route.kind(),
        node.orElse(""),
        token,
        node.isPresent() ? "" : name() + " " + PgbouncerMove.seen(entry) + ", expected a node");
  }

  private ApplicationFailure failed(SQLException e) {
    String said = String.valueOf(e.getMessage());
    String found = name() + " refused: " + said + "; nothing was changed";
    if (REFUSALS.stream().anyMatch(said::contains)) {
      return Failures.of(
          FailureType.REFUSED,
          found,
          "list \""
              + route.admin().user()
              + "\" in its admin_users, and its password where its auth_file or auth_query says,"
              + " then retry");
    }
    return Failures.of(
        FailureType.UNREACHABLE,
        name() + " does not answer: " + said,
        "see that PgBouncer runs and listens there, then retry");
  }

  private String name() {
    return "PgBouncer at \"" + route.at().get(0) + "\", database \"" + database.database() + "\",";
  }
}
