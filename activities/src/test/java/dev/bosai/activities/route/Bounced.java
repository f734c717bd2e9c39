package dev.bosai.activities.route;

import dev.bosai.runbooks.system.Route;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Two servers behind a real PgBouncer: they stay for a class, it is made anew for each test. */
final class Bounced
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
  private TwoServers both;
  private TwoServers servers;
  private Bouncer bouncer;
  private Path folder;

  TwoServers servers() {
    return servers;
  }

  Bouncer bouncer() {
    return bouncer;
  }

  /** From now on Bosai leads it as the given administrator. */
  void ledAs(String user, String passwordFile) {
    servers = both.alsoBehind(bouncer.route(user, passwordFile));
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    both = TwoServers.behind(new Route.Libpq(List.of()));
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    both.close();
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    folder = Files.createTempDirectory("bosai-bounced-");
    bouncer = Bouncer.in(folder, TwoServers.address("db1"));
    bouncer.start();
    servers = both.alsoBehind(bouncer.route());
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    bouncer.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
