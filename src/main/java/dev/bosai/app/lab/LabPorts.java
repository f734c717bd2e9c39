package dev.bosai.app.lab;

/**
 * The ports of a lab, all on loopback.
 *
 * @param base the first
 */
public record LabPorts(int base) {
  /** The address under which the servers see the router, and nobody else. */
  public static final String ROUTER = "127.0.0.2";

  /** Returns where clients reach the primary. */
  public int route() {
    return base;
  }

  /** Returns where the router is controlled. */
  public int routeAdmin() {
    return base + 1;
  }

  /** Returns where the small service answers. */
  public int shop() {
    return base + 2;
  }

  /** Returns where the link is looked at. */
  public int linkAdmin() {
    return base + 3;
  }

  /** Returns where db1 itself listens, in Tokyo. */
  public int db1() {
    return base + 11;
  }

  /** Returns where db2 itself listens, in US West. */
  public int db2() {
    return base + 12;
  }

  /** Returns where other sites see db1. */
  public int db1FromOutside() {
    return base + 21;
  }

  /** Returns where other sites see db2. */
  public int db2FromOutside() {
    return base + 22;
  }

  /** Returns where the router reaches db1. */
  public int routerToDb1() {
    return base + 25;
  }

  /** Returns where the router reaches db2. */
  public int routerToDb2() {
    return base + 26;
  }

  /** Returns where Temporal answers. */
  public int temporal() {
    return base + 31;
  }

  /** Returns where Temporal's Web UI answers. */
  public int temporalUi() {
    return base + 32;
  }

  /** Returns where Tokyo sees Temporal. */
  public int temporalFromTokyo() {
    return base + 33;
  }

  /** Returns where US West sees Temporal. */
  public int temporalFromUsWest() {
    return base + 34;
  }

  /** Returns where Tokyo's small service sees the route. */
  public int routeFromTokyo() {
    return base + 35;
  }
}
