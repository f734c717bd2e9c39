package dev.bosai.app.lab.daemon;

import dev.bosai.app.host.ProcessIdentity;
import dev.bosai.app.lab.JsonFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which processes were started, so that another command can find and stop these and no others. */
public final class Registry {
  private final JsonFile<Entries> file;

  /**
   * Opens the registry.
   *
   * @param file need not exist
   */
  public Registry(Path file) {
    this.file = new JsonFile<>(file, Entries.class);
  }

  /**
   * The file's shape.
   *
   * @param processes by the daemon's name
   */
  record Entries(Map<String, Entry> processes) {}

  /**
   * One process.
   *
   * @param site it belongs to
   * @param process its identity
   */
  record Entry(String site, ProcessIdentity process) {}

  private Map<String, Entry> entries() {
    return file.read().map(Entries::processes).orElseGet(Map::of);
  }

  /**
   * A process that lives.
   *
   * @param name of the daemon
   * @param site it belongs to
   * @param pid its id
   */
  public record Named(String name, String site, long pid) {}

  /** Returns all that live. */
  public List<Named> living() {
    return entries().entrySet().stream()
        .filter(entry -> entry.getValue().process().alive())
        .map(
            entry ->
                new Named(
                    entry.getKey(), entry.getValue().site(), entry.getValue().process().pid()))
        .toList();
  }

  /** Returns the process if it lives. */
  public Optional<ProcessIdentity> living(String name) {
    return Optional.ofNullable(entries().get(name))
        .map(Entry::process)
        .filter(ProcessIdentity::alive);
  }

  /** Remembers a process in place of an earlier one of that name. */
  void remember(Daemon daemon, ProcessIdentity process) {
    Map<String, Entry> entries = new LinkedHashMap<>(entries());
    entries.put(daemon.name(), new Entry(daemon.site(), process));
    file.write(new Entries(entries));
  }
}
