package dev.bosai.runbooks;

import dev.bosai.runbooks.parse.RunbookParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The runbooks that come with Bosai. */
public final class ShippedRunbooks {
  private static final List<String> NAMES =
      List.of("replica-promotion", "switchover", "point-in-time-recovery", "reprotect");

  private ShippedRunbooks() {}

  /** Returns their names. */
  public static List<String> names() {
    return NAMES;
  }

  /** Returns the runbook of that name. */
  public static Optional<Runbook> find(String name) {
    return source(name).map(yaml -> RunbookParser.parse(name + ".yaml", yaml));
  }

  /** Returns the file of the runbook of that name, as text. */
  public static Optional<String> source(String name) {
    return NAMES.contains(name)
        ? Optional.of(read("/runbooks/" + name + ".yaml"))
        : Optional.empty();
  }

  private static String read(String resource) {
    try (InputStream stream = ShippedRunbooks.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("the build left out " + resource);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
