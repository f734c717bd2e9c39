package dev.bosai.activities.postgres.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.Proven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The restores that were proven, one file each, beside the backups they are of. */
public final class Proofs {
  private static final String SUFFIX = ".json";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
  private final Path folder;
  private final Owner owner;
  private final ObjectMapper json = Payloads.mapper();

  /**
   * Names a store.
   *
   * @param folder absolute; made when it is first written to
   * @param owner who its files belong to
   */
  public Proofs(Path folder, Owner owner) {
    this.folder = folder;
    this.owner = owner;
  }

  /**
   * What is kept of a proof.
   *
   * @param key names the order it was made for
   * @param proven what was seen
   */
  private record Kept(String key, Proven proven) {}

  /**
   * Keeps a proof; survives a power cut once this returns.
   *
   * @param key names the order it was made for; the proof of a key is kept once
   */
  public void record(String key, Proven proven) throws IOException {
    if (of(key).isPresent()) {
      return;
    }
    Durable.folder(folder, owner);
    String name = NAME.format(proven.at());
    Path file = folder.resolve(name + SUFFIX);
    for (int again = 2; Files.exists(file); again++) {
      file = folder.resolve(name + "-" + again + SUFFIX);
    }
    Durable.replace(file, json.writeValueAsBytes(new Kept(key, proven)), owner);
  }

  /** Returns the proof that was made for an order. */
  public Optional<Proven> of(String key) throws IOException {
    return kept().stream().filter(one -> one.key().equals(key)).map(Kept::proven).findFirst();
  }

  /** Returns the newest proof, whether it passed or not. */
  public Optional<Proven> newest() throws IOException {
    return all().stream().reduce((earlier, later) -> later);
  }

  /** Returns the newest proof that passed. */
  public Optional<Proven> newestPassed() throws IOException {
    return all().stream().filter(Proven::passed).reduce((earlier, later) -> later);
  }

  /** Returns all proofs, the oldest first. */
  public List<Proven> all() throws IOException {
    return kept().stream().map(Kept::proven).toList();
  }

  /** A file that cannot be read proves nothing, and must not hide those that do. */
  private List<Kept> kept() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Kept> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
        read(file).ifPresent(found::add);
      }
    }
    found.sort(Comparator.comparing(one -> one.proven().at()));
    return found;
  }

  private Optional<Kept> read(Path file) throws IOException {
    try {
      return Optional.of(json.readValue(file.toFile(), Kept.class));
    } catch (com.fasterxml.jackson.core.JacksonException damaged) {
      System.err.println("proof \"" + file + "\" cannot be read: " + damaged.getOriginalMessage());
      return Optional.empty();
    }
  }
}
