package dev.bosai.app.net;

import java.util.Locale;

/** Tells addresses that never leave the host, without asking anybody for a name. */
public final class Loopback {
  private Loopback() {}

  /** Returns whether an address can be reached from this host alone. */
  public static boolean holds(HostPort address) {
    String host = address.host().toLowerCase(Locale.ROOT);
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
  }
}
