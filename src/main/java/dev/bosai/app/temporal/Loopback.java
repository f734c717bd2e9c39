package dev.bosai.app.temporal;

import dev.bosai.app.net.HostPort;
import java.util.Locale;

/** Tells addresses that never leave the host, without asking anybody for a name. */
final class Loopback {
  private Loopback() {}

  static boolean holds(String address) {
    String host = HostPort.parse(address).host().toLowerCase(Locale.ROOT);
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
  }
}
