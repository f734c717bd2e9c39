package dev.bosai.activities.postgres.restore;

import dev.bosai.activities.postgres.host.DataDirectory;
import dev.bosai.activities.postgres.host.Durable;
import dev.bosai.activities.postgres.host.Host;
import dev.bosai.activities.postgres.host.Owner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A restored cluster beside a node.
 *
 * @param host its directory, with the owner and the programs of the node
 * @param own folder of its configuration and its log
 * @param sockets folder of its socket, which nobody but the owner and root enters
 * @param port it has
 * @param admin the user as whom Bosai works there
 */
public record Instance(Host host, Path own, Path sockets, int port, String admin) {
  /** A socket's path fits into 107 bytes (Linux, unix(7)). */
  private static final int LONGEST_SOCKETS = 88;

  /**
   * What a node gives to an instance.
   *
   * @param node beside which it is
   * @param admin the user as whom Bosai works there
   */
  public record Beside(Host node, String admin) {
    /** Returns the instance of a directory. */
    public Instance in(Path directory, Path own, Place place) {
      Host host =
          new Host(
              node.ref(), node.node(), new DataDirectory(directory), node.owner(), node.programs());
      return new Instance(host, own, Path.of(place.sockets()), place.port(), admin);
    }
  }

  /**
   * Where an instance answers.
   *
   * @param port free when it was chosen
   * @param sockets folder of its socket
   */
  public record Place(int port, String sockets) {
    /** Chooses a free port, and a folder whose path is short enough for a socket. */
    public static Place choose(Path own, Owner owner) throws IOException {
      Path sockets = own;
      if (own.toString().length() > LONGEST_SOCKETS) {
        sockets = Files.createTempDirectory("bosai-restored-");
        owner.give(sockets);
      }
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return new Place(free.getLocalPort(), sockets.toString());
      }
    }

    /** Returns whether a server can answer there now. */
    public boolean usable(Owner owner) throws IOException {
      Path folder = Path.of(sockets);
      return Files.isDirectory(folder) && Owner.of(folder).equals(owner) && free();
    }

    private boolean free() {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.isBound();
      } catch (IOException taken) {
        return false;
      }
    }
  }

  /** Returns the restored directory. */
  public Path directory() {
    return host.data().path();
  }

  /** Returns the server's socket. */
  public Path socket() {
    return sockets.resolve(".s.PGSQL." + port);
  }

  /**
   * Removes the lock files of a server that is dead. One that was killed in the very moment it made
   * them leaves them empty, and no server starts over an empty one.
   */
  void clearLocks() throws IOException {
    Files.deleteIfExists(host.data().postmasterPid());
    Files.deleteIfExists(sockets.resolve(".s.PGSQL." + port + ".lock"));
  }

  /** Returns what the server said since it was started last. */
  public InstanceLog log() {
    return new InstanceLog(own.resolve("server.log"));
  }

  /** Returns the file whose presence makes a start a recovery. */
  public Path recoverySignal() {
    return directory().resolve("recovery.signal");
  }

  /**
   * Removes its directory, and the note that a repository leaves beside it while it copies. Its
   * server must have ended.
   */
  public void remove() throws IOException {
    Durable.removeTree(directory());
    Files.deleteIfExists(directory().resolveSibling(directory().getFileName() + ".restoring"));
  }
}
