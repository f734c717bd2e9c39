package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.restore.Room;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Room on a node's disk for what a recovery puts beside its data directory.
 *
 * @param host of the node
 * @param bytes of what is restored
 */
record RoomBeside(Host host, long bytes) {

  /** Refuses if there is none for the restore itself: without it nothing can be brought back. */
  void require() throws IOException {
    Room.requireBeside(host, bytes);
  }

  /**
   * Tells of too little room for the copy of the old directory, in which what was written after the
   * target is looked for. It holds nothing up: the copy is made when clients are served again, and
   * the old directory is kept either way.
   */
  Optional<String> shortOfCopy() throws IOException {
    Path data = host.data().path();
    long left = Room.free(data) - bytes;
    long needed = Room.withReserve(Room.bytes(data));
    return left < needed
        ? Optional.of(
            ("after a switch, what was written after the target can be compared once %d MB are free"
                    + " beside \"%s\", %d MB more than the restore leaves")
                .formatted((needed >> 20) + 1, data, ((needed - left) >> 20) + 1))
        : Optional.empty();
  }
}
