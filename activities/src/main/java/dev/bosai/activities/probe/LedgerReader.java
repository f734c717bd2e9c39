package dev.bosai.activities.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.bosai.activities.file.LinesBackwards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;

/** Reads one of the probe's files from its newest line backwards, while the writer appends. */
final class LedgerReader<T> implements Iterator<T>, AutoCloseable {
  private final LinesBackwards lines;
  private final ObjectReader json;

  private LedgerReader(LinesBackwards lines, ObjectReader json) {
    this.lines = lines;
    this.json = json;
  }

  static LedgerReader<Acknowledged> ledger(ProbeHome home) throws IOException {
    return of(home.ledger(), Acknowledged.class);
  }

  static LedgerReader<Attempt> attempts(ProbeHome home) throws IOException {
    return of(home.attempts(), Attempt.class);
  }

  private static <T> LedgerReader<T> of(Path file, Class<T> type) throws IOException {
    return new LedgerReader<>(LinesBackwards.of(file), new ObjectMapper().readerFor(type));
  }

  @Override
  public boolean hasNext() {
    return lines.hasNext();
  }

  @Override
  public T next() {
    try {
      return json.readValue(lines.next());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
