package dev.bosai.activities.postgres.rejoin;

import dev.bosai.activities.Secrets;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.runbooks.system.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a node reaches its new primary. Passwords go into a file that only the directory's owner
 * reads, never into arguments or settings.
 */
final class Upstream {
  private static final Duration BOUND = Duration.ofSeconds(10);
  private final Host host;
  private final Primary primary;
  private final Secrets secrets;

  Upstream(Host host, Primary primary, Secrets secrets) {
    this.host = host;
    this.primary = primary;
    this.secrets = secrets;
  }

  /** Returns how the standby will connect: as the user it had before, else as administrator. */
  Conninfo replication() throws IOException, InterruptedException {
    Conninfo former = former();
    Conninfo base = former.get("user").isEmpty() ? administrator() : former;
    boolean ours = base.get("passfile").isEmpty();
    writePasswords(former);
    return base.at(primary.node().host(), primary.node().port())
        .with("password", "")
        .with("passfile", ours ? passwords().toString() : base.get("passfile"))
        .with("application_name", host.ref().node());
  }

  /** Returns how tools connect that need an administrator. */
  Conninfo administrator() {
    Database database = primary.database();
    return new Conninfo(Map.of())
        .at(primary.node().host(), primary.node().port())
        .with("user", database.admin().user())
        .with("dbname", database.database())
        .with("passfile", passwords().toString());
  }

  /** What the node was set to when it was a standby last, asked without starting it. */
  private Conninfo former() throws IOException, InterruptedException {
    Programs.Output output =
        host.programs()
            .run(
                BOUND,
                "postgres",
                List.of("-C", "primary_conninfo", "-D", host.data().path().toString()));
    return Conninfo.parse(output.code() == 0 ? output.text().strip() : "");
  }

  private Path passwords() {
    return host.data().marker().resolve("passwords");
  }

  private void writePasswords(Conninfo former) throws IOException {
    StringBuilder lines = new StringBuilder();
    add(lines, former.get("user"), former.get("password"));
    Database.Admin admin = primary.database().admin();
    add(lines, admin.user(), admin.password().isEmpty() ? "" : secrets.resolve(admin.password()));
    Durable.replace(passwords(), lines.toString().getBytes(StandardCharsets.UTF_8), host.owner());
  }

  private static void add(StringBuilder lines, String user, String password) {
    if (!user.isEmpty() && !password.isEmpty()) {
      lines.append("*:*:*:").append(escaped(user)).append(':').append(escaped(password));
      lines.append('\n');
    }
  }

  private static String escaped(String part) {
    return part.replace("\\", "\\\\").replace(":", "\\:");
  }
}
