package dev.bosai.activities.postgres.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Map;

/**
 * The account a data directory belongs to.
 *
 * @param user its name
 * @param uid its number
 * @param gid its group's number
 */
public record Owner(String user, int uid, int gid) {

  /** Reads the owner of a file or directory. */
  public static Owner of(Path path) throws IOException {
    Map<String, Object> ids = Files.readAttributes(path, "unix:uid,gid");
    String name = Files.readAttributes(path, PosixFileAttributes.class).owner().getName();
    return new Owner(name, number(ids, "uid"), number(ids, "gid"));
  }

  /** Returns the account this process runs as. */
  public static Owner self() throws IOException {
    return of(Path.of("/proc/self"));
  }

  /** Returns what must stand before a program so that it runs as this account. */
  List<String> prefix(Owner self) {
    return self.uid == uid
        ? List.of()
        : List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--init-groups");
  }

  /** Gives a file to this account; nothing to do when this process is the account. */
  public void give(Path path) throws IOException {
    if (!of(path).equals(this) && self().uid == 0) {
      giveAsRoot(path);
    }
  }

  /** Gives a file to this account without a look at whose it is; only root may. */
  public void giveAsRoot(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
  }

  private static int number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Integer value ? value : -1;
  }
}
