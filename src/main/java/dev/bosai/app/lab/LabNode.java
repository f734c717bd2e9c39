package dev.bosai.app.lab;

import java.nio.file.Path;

/**
 * One of the lab's two database servers.
 *
 * @param name also its cluster name
 * @param site where it stands
 * @param port where it listens itself
 * @param portFromOutside where other sites see it, and a follower reads its WAL
 * @param folder of its site
 */
public record LabNode(String name, String site, int port, int portFromOutside, Path folder) {

  /** Returns Tokyo's node, the first primary. */
  public static LabNode db1(LabLayout layout, LabPorts ports) {
    return new LabNode("db1", "tokyo", ports.db1(), ports.db1FromOutside(), layout.site("tokyo"));
  }

  /** Returns US West's node, the first standby. */
  public static LabNode db2(LabLayout layout, LabPorts ports) {
    return new LabNode(
        "db2", "us-west", ports.db2(), ports.db2FromOutside(), layout.site("us-west"));
  }

  /** Returns its data directory. */
  public Path data() {
    return home().resolve("data");
  }

  /** Returns the folder that holds the data directory and what belongs beside it. */
  public Path home() {
    return folder.resolve(name);
  }

  /** Returns its log. */
  public Path log() {
    return logs().resolve(name + ".log");
  }

  /** Returns the folder of its site's logs. */
  public Path logs() {
    return folder.resolve("log");
  }
}
