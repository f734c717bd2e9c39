package dev.bosai.app.host;

import dev.bosai.app.fault.Blame;
import dev.bosai.app.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The user that servers run as. PostgreSQL refuses root, so root starts them as somebody else.
 *
 * @param name of the user
 * @param uid its number
 * @param gid number of its group
 * @param switched whether it is another user than this process's
 */
public record ServerUser(String name, int uid, int gid, boolean switched) {
  private static final Duration SOON = Duration.ofSeconds(10);

  /**
   * Finds the user: this process's own, or for root {@code postgres} where it exists, else {@code
   * nobody}.
   */
  public static ServerUser find() {
    boolean root = number("-u", "") == 0;
    return Stream.of(root ? List.of("postgres", "nobody") : List.of(""))
        .flatMap(List::stream)
        .filter(ServerUser::exists)
        .findFirst()
        .map(user -> of(user, root))
        .orElseThrow(
            () ->
                new Fault(
                    Blame.ENVIRONMENT,
                    "there is neither a user \"postgres\" nor \"nobody\", and PostgreSQL refuses root",
                    "run bosai as an ordinary user"));
  }

  /** Returns the command that runs the given one as this user; the process keeps its id. */
  public List<String> running(List<String> command) {
    if (!switched) {
      return List.copyOf(command);
    }
    List<String> full = new ArrayList<>();
    full.addAll(
        List.of("setpriv", "--reuid", Integer.toString(uid), "--regid", Integer.toString(gid)));
    full.addAll(List.of("--init-groups", "--"));
    full.addAll(command);
    return full;
  }

  /** Gives a file or folder to this user. */
  public void own(Path path) {
    if (!switched) {
      return;
    }
    try {
      UserPrincipalLookupService users = FileSystems.getDefault().getUserPrincipalLookupService();
      PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
      view.setOwner(users.lookupPrincipalByName(Integer.toString(uid)));
      view.setGroup(users.lookupPrincipalByGroupName(Integer.toString(gid)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether this user may enter a folder; it need not exist yet. */
  public boolean mayEnter(Path folder) {
    Path parent = folder.getParent();
    if (!Files.exists(folder) && parent != null) {
      return mayEnter(parent);
    }
    return Program.of(running(List.of("test", "-x", folder.toString())), SOON).run().good();
  }

  private static ServerUser of(String user, boolean switched) {
    String name = Program.of(id("-un", user), SOON).runWell("check the user database");
    return new ServerUser(name, number("-u", user), number("-g", user), switched);
  }

  private static boolean exists(String user) {
    return Program.of(id("-u", user), SOON).run().good();
  }

  private static int number(String option, String user) {
    return Integer.parseInt(Program.of(id(option, user), SOON).runWell("check the user database"));
  }

  private static List<String> id(String option, String user) {
    return user.isEmpty() ? List.of("id", option) : List.of("id", option, user);
  }
}
