package dev.bosai.app.link;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import dev.bosai.app.net.HostPort;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way across sites.
 *
 * @param name unique within the link
 * @param listen where the near site connects
 * @param target where the far site listens
 * @param lagging whether it leads to a server, whose standbys' connections are delayed
 * @param from address that the far site sees; empty for whichever comes
 */
record PipeSpec(String name, HostPort listen, HostPort target, boolean lagging, String from) {
  private static final Pattern SHAPE =
      Pattern.compile("([^=]+)=(.+?)->([^,]+)(,lag)?(?:,from=([0-9.]+))?");

  /**
   * Reads {@code NAME=HOST:PORT->HOST:PORT[,lag][,from=ADDRESS]}.
   *
   * @throws Fault of usage if the text is not of that form
   */
  static PipeSpec parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new Fault(
          Blame.USAGE,
          "\"" + text + "\" is not a pipe; expected NAME=HOST:PORT->HOST:PORT[,lag][,from=ADDRESS]",
          "quote it, since the shell takes \">\" for itself");
    }
    return new PipeSpec(
        matcher.group(1),
        HostPort.parse(matcher.group(2)),
        HostPort.parse(matcher.group(3)),
        matcher.group(4) != null,
        Objects.requireNonNullElse(matcher.group(5), ""));
  }
}
