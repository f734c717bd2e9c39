package dev.bosai.runbooks.system;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** How a server process is started and stopped on its host. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NodeControl.PgCtl.class, name = "pg_ctl"),
  @JsonSubTypes.Type(value = NodeControl.Programs.class, name = "command")
})
public sealed interface NodeControl {
  /**
   * Returns the folder of PostgreSQL's programs; empty means it is found by the data directory's
   * version.
   */
  String bin();

  /**
   * Bosai runs {@code pg_ctl} itself.
   *
   * @param bin folder of PostgreSQL's programs; empty means it is found by the data directory's
   *     version
   */
  record PgCtl(String bin) implements NodeControl {}

  /**
   * The site's own programs start and stop the server, for example those of a supervisor.
   *
   * @param start program and arguments; returns when the start was accepted
   * @param stop program and arguments; returns when the server is stopped
   * @param bin folder of PostgreSQL's programs; empty means it is found by the data directory's
   *     version
   */
  record Programs(List<String> start, List<String> stop, String bin) implements NodeControl {}
}
