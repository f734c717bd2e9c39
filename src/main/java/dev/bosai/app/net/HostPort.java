package dev.bosai.app.net;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import java.net.InetSocketAddress;

/**
 * A TCP address.
 *
 * @param host name or address; IPv6 without brackets
 * @param port 0 lets the system choose one to listen on
 */
public record HostPort(String host, int port) {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int HIGHEST = 65_535;

  /**
   * Reads {@code HOST:PORT}.
   *
   * @throws Fault of usage if the text is not of that form
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw malformed(text);
    }
    return new HostPort(
        text.substring(0, colon).replaceAll("^\\[|]$", ""), port(text.substring(colon + 1), text));
  }

  /**
   * Reads {@code HOST:PORT}, or {@code PORT} on the loopback address.
   *
   * @throws Fault of usage if the text is neither
   */
  public static HostPort parseOrLoopback(String text) {
    return text.indexOf(':') < 0 ? new HostPort(LOOPBACK, port(text, text)) : parse(text);
  }

  /** Looks the host up, anew each time, since a name may move. */
  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  private static int port(String number, String text) {
    try {
      int port = Integer.parseInt(number);
      if (port >= 0 && port <= HIGHEST) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw malformed(text);
    }
    throw malformed(text);
  }

  private static Fault malformed(String text) {
    return new Fault(
        Blame.USAGE,
        "\"" + text + "\" is not an address; expected HOST:PORT",
        "write for example 127.0.0.1:5432");
  }
}
