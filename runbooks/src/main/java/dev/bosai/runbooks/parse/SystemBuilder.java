package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.system.Channel;
import dev.bosai.runbooks.system.Database;
import dev.bosai.runbooks.system.Encryption;
import dev.bosai.runbooks.system.Person;
import dev.bosai.runbooks.system.Policy;
import dev.bosai.runbooks.system.Service;
import dev.bosai.runbooks.system.Site;
import dev.bosai.runbooks.system.SystemFile;
import dev.bosai.runbooks.system.TemporalService;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of a system file out of what was read; only called for a file without problems.
 */
final class SystemBuilder {
  private SystemBuilder() {}

  static SystemFile system(Found file) {
    Map<String, Site> sites = each(file.get("sites"), SystemBuilder::site);
    DatabaseBuilder databases = new DatabaseBuilder(sites);
    Map<String, Database> built = each(file.get("databases"), databases::database);
    return new SystemFile(
        file.get("system").text(),
        temporal(file.maybe("temporal")),
        sites,
        built,
        each(file.maybe("services"), SystemBuilder::service),
        each(file.maybe("channels"), SystemBuilder::channel),
        each(file.maybe("people"), SystemBuilder::person),
        policy(file.maybe("policy")));
  }

  /** Makes a record of each entry and keeps the file's order. */
  static <T> Map<String, T> each(@Nullable Found found, Function<Found, T> maker) {
    Map<String, T> made = new LinkedHashMap<>();
    if (found != null) {
      found.entries().forEach((name, value) -> made.put(name, maker.apply(value)));
    }
    return Collections.unmodifiableMap(made);
  }

  private static TemporalService temporal(@Nullable Found found) {
    return found == null
        ? new TemporalService("127.0.0.1:7233", "default", "")
        : new TemporalService(
            found.get("address").text(),
            found.get("namespace").text(),
            found.textOr("ui", ""),
            found.textOr("tls", ""),
            encryption(found.maybe("encryption")));
  }

  private static @Nullable Encryption encryption(@Nullable Found found) {
    return found == null
        ? null
        : new Encryption(found.get("with").text(), each(found.get("keys"), Found::text));
  }

  private static Site site(Found found) {
    return new Site(
        found.get("home").flag(), StepHeads.word(Site.Role.class, found.get("role").text()));
  }

  private static Service service(Found found) {
    Found redeploy = found.maybe("redeploy");
    return new Service(
        found.get("tier").count(),
        found.textOr("health", ""),
        redeploy == null ? List.of() : redeploy.get("command").texts());
  }

  private static Channel channel(Found found) {
    return found.get("kind").text().equals("webhook")
        ? new Channel.Webhook(found.get("url").text())
        : new Channel.Program(found.get("command").texts());
  }

  private static Person person(Found found) {
    return new Person(found.textOr("key", ""), found.get("roles").texts());
  }

  private static Policy policy(@Nullable Found found) {
    if (found == null) {
      return new Policy(Duration.ZERO, List.of("commander"), List.of());
    }
    return new Policy(
        found.get("accept-loss").time(),
        texts(found.maybe("tiers"), List.of("commander")),
        texts(found.maybe("commands"), List.of()),
        texts(found.maybe("two-person"), List.of()));
  }

  private static List<String> texts(@Nullable Found found, List<String> other) {
    return found == null ? other : found.texts();
  }
}
