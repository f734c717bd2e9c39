package dev.bosai.activities.postgres.marker;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.Failures;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.activities.postgres.host.Sighting;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The folder beside a data directory that remembers who touched it last, and what was done. */
public final class Marker {
  /** Begins what the journal says of an attempt that came too late; its token stands beside it. */
  public static final String REFUSED = "refused: came after token ";

  private final Path folder;
  private final Owner owner;
  private final Locks locks;
  private final ObjectMapper json;

  Marker(Path folder, Owner owner, Locks locks, ObjectMapper json) {
    this.folder = folder;
    this.owner = owner;
    this.locks = locks;
    this.json = json;
  }

  /** Returns the newest token that touched the directory. */
  public Token token() throws IOException {
    Path file = folder.resolve("token.json");
    return Files.exists(file) ? json.readValue(file.toFile(), Token.class) : Token.NONE;
  }

  /** Returns everything that was done, the oldest first. */
  public List<Entry> journal() throws IOException {
    List<Entry> entries = new ArrayList<>();
    Path file = folder.resolve("journal.jsonl");
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        // A power cut may leave the last line unfinished; what it announced had not begun.
        if (line.endsWith("}")) {
          entries.add(json.readValue(line, Entry.class));
        }
      }
    }
    return entries;
  }

  /** Returns the server that was seen last. */
  public Optional<Sighting> seen() throws IOException {
    Path file = folder.resolve("seen.json");
    return Files.exists(file)
        ? Optional.of(json.readValue(file.toFile(), Sighting.class))
        : Optional.empty();
  }

  /** Remembers a server that lives, unless that is known. */
  public void see(Sighting sighting) throws IOException {
    if (!seen().filter(sighting::equals).isPresent()) {
      Durable.folder(folder, owner);
      Durable.replace(folder.resolve("seen.json"), json.writeValueAsBytes(sighting), owner);
    }
  }

  /**
   * Takes the directory's lock for an effect and compares tokens under it, so that a stale attempt
   * loses here wherever it wakes up; that it did is written down.
   *
   * @throws io.temporal.failure.ApplicationFailure of type STALE_TOKEN if a newer token has been
   *     here, of type UNEXPECTED if another holder does not let go
   */
  Held hold(Token token, String effect) throws IOException, InterruptedException {
    Durable.folder(folder, owner);
    Locks.Lock lock = locks.take(folder, owner, effect + " " + token);
    try {
      raise(token, effect);
      return new Held(this, lock, token, effect);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private void raise(Token token, String effect) throws IOException {
    Token newest = token();
    if (token.compareTo(newest) < 0) {
      append(new Entry(Instant.now(), effect, token, REFUSED + newest, Map.of()));
      throw Failures.of(
          FailureType.STALE_TOKEN,
          effect + " came with token " + token + "; \"" + folder + "\" has seen " + newest,
          "a newer attempt or run took over; look at its state");
    }
    Durable.replace(folder.resolve("token.json"), json.writeValueAsBytes(token), owner);
  }

  /** Begins on a line of its own, also after one that a power cut left unfinished. */
  void append(Entry entry) throws IOException {
    Path file = folder.resolve("journal.jsonl");
    String before = !Files.exists(file) || endsLine(file) ? "" : "\n";
    String line = before + json.writeValueAsString(entry) + "\n";
    Durable.append(file, line.getBytes(StandardCharsets.UTF_8), owner);
  }

  private static boolean endsLine(Path file) throws IOException {
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
      if (content.length() == 0) {
        return true;
      }
      content.seek(content.length() - 1);
      return content.read() == '\n';
    }
  }
}
