package dev.bosai.runbooks.system;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is protected, as the system file says it. Secrets are references such as {@code
 * env:BOSAI_PG}, never values.
 *
 * @param system name; the lock and the task queues carry it
 * @param temporal the one place where this system's runs live
 * @param sites by name, in file order
 * @param databases by name, in file order
 * @param services by name, in file order
 * @param channels by name, in file order
 * @param people by name, in file order
 * @param policy who may do what, and how much loss is accepted
 */
public record SystemFile(
    String system,
    TemporalService temporal,
    Map<String, Site> sites,
    Map<String, Database> databases,
    Map<String, Service> services,
    Map<String, Channel> channels,
    Map<String, Person> people,
    Policy policy) {

  /** Returns the database of that name, if the file has it. */
  public Optional<Database> database(String name) {
    return Optional.ofNullable(databases.get(name));
  }

  /** Returns the names of the sites that hold data, in file order. */
  public List<String> dataSites() {
    return sites.entrySet().stream()
        .filter(site -> site.getValue().role() == Site.Role.DATA)
        .map(Map.Entry::getKey)
        .toList();
  }
}
