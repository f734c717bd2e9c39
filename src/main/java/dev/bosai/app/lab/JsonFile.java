package dev.bosai.app.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.workflows.Payloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * One record kept as JSON; a reader sees the old or the new one, never a half-written one.
 *
 * @param <T> the record
 */
public final class JsonFile<T> {
  private final Path file;
  private final Class<T> type;
  private final ObjectMapper mapper = Payloads.mapper();

  /**
   * Makes an accessor.
   *
   * @param file need not exist
   * @param type of the record
   */
  public JsonFile(Path file, Class<T> type) {
    this.file = file;
    this.type = type;
  }

  /** Reads the record; empty if there is no file. */
  public Optional<T> read() {
    try {
      return Files.exists(file)
          ? Optional.of(mapper.readValue(file.toFile(), type))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the record. */
  public void write(T value) {
    try {
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.writeString(
          part, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n");
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
