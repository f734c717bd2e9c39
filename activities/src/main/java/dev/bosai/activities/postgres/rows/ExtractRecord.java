package dev.bosai.activities.postgres.rows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bosai.activities.Failures;
import dev.bosai.activities.Poll;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Owner;
import dev.bosai.activities.postgres.wire.Sql;
import dev.bosai.workflows.Payloads;
import dev.bosai.workflows.port.FailureType;
import dev.bosai.workflows.port.RowActivities.Extracted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * Remembers which transaction brings rows back, before it commits: the server knows for long
 * whether it did, so that an attempt after a killed one does not guess.
 */
final class ExtractRecord {
  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final Duration EVERY = Duration.ofMillis(100);

  private final Path file;
  private final Owner owner;
  private final ObjectMapper json = Payloads.mapper();

  ExtractRecord(Path file, Owner owner) {
    this.file = file;
    this.owner = owner;
  }

  /**
   * What is about to be committed.
   *
   * @param hash of the difference that a person saw
   * @param transaction its id, with epoch
   * @param result if it commits
   */
  record Begun(String hash, String transaction, Extracted result) {}

  /** Returns the result of an earlier attempt that did the same; empty if none did. */
  Optional<Extracted> done(Connection live, String hash)
      throws IOException, SQLException, InterruptedException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Begun begun = json.readValue(file.toFile(), Begun.class);
    if (!begun.hash().equals(hash)) {
      return Optional.empty();
    }
    String state =
        Poll.until(
                BOUND,
                EVERY,
                () ->
                    Optional.of(state(live, begun.transaction()))
                        .filter(seen -> !seen.equals("in progress")))
            .orElseThrow(ExtractRecord::inProgress);
    return state.equals("committed") ? Optional.of(begun.result()) : Optional.empty();
  }

  /** Remembers the transaction that is about to be committed. */
  void begin(Connection live, String hash, Extracted result) throws IOException, SQLException {
    String transaction = Sql.text(live, "select pg_current_xact_id()");
    Begun begun = new Begun(hash, transaction, result);
    Durable.replace(file, json.writeValueAsBytes(begun), owner);
  }

  /** A server that has lost the transaction in a failover does not know its id at all. */
  private static String state(Connection live, String transaction) throws SQLException {
    String newest = "select pg_snapshot_xmax(pg_current_snapshot()) > ?::xid8";
    return Sql.holds(live, newest, transaction)
        ? Sql.text(live, "select pg_xact_status(?::xid8)", transaction)
        : "aborted";
  }

  private static RuntimeException inProgress() {
    return Failures.of(
        FailureType.UNEXPECTED,
        "an earlier attempt's transaction still brings rows back",
        "it is tried again; end that session if it hangs");
  }
}
