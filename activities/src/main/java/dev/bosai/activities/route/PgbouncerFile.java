package dev.bosai.activities.route;

import dev.bosai.workflows.port.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of the file that PgBouncer includes: where one database leads, and under which token.
 * The token is a database of its own, which leads nowhere, since PgBouncer then tells over its
 * console which token it has really read, to whoever asks from wherever, and reads it again when it
 * is restarted.
 *
 * @param lines of the file
 * @param name of the database
 */
record PgbouncerFile(List<String> lines, String name) {
  private static final Pattern HEADER = Pattern.compile("\\s*\\[(.*)\\]\\s*");
  private static final Pattern SETTING =
      Pattern.compile("([a-z_]+)\\s*=\\s*('(?:[^']|'')*'|[^\\s']\\S*)");
  private static final String NOWHERE = "host=127.0.0.1 port=1 dbname=";
  private static final String USUAL_PORT = "5432";

  PgbouncerFile {
    lines = List.copyOf(lines);
  }

  /**
   * Where a database leads.
   *
   * @param host as it is written
   */
  record Target(String host, int port) {}

  /**
   * Reads a text.
   *
   * @throws IOException if it is none that can be led by, with the reason
   */
  static PgbouncerFile of(String text, String name) throws IOException {
    PgbouncerFile file = new PgbouncerFile(text.lines().toList(), name);
    for (String line : file.lines()) {
      Matcher header = HEADER.matcher(line);
      // PgBouncer takes its defaults for whatever else stood there before (measured with 1.18).
      if (header.matches() && !header.group(1).equals("databases")) {
        throw new IOException("it holds section \"[" + header.group(1) + "]\"");
      }
    }
    if (file.lines().stream().filter(file::leads).count() != 1) {
      throw new IOException("expected one line \"" + name + " = host=… port=…\" in it");
    }
    return file;
  }

  /** Returns the name of the entry that holds the token. */
  static String tokenEntry(String name) {
    return name + ".bosai";
  }

  /** Reads a token as it is written; empty if it is none. */
  static Optional<Token> token(String text) {
    Matcher token = Pattern.compile("(\\d{1,18})\\.(\\d{1,9})\\.(\\d{1,9})").matcher(text);
    return token.matches()
        ? Optional.of(
            new Token(
                Long.parseLong(token.group(1)),
                Integer.parseInt(token.group(2)),
                Integer.parseInt(token.group(3))))
        : Optional.empty();
  }

  /** Returns where the database leads. */
  Target target() {
    String settings = settings(lines.stream().filter(this::leads).findFirst().orElseThrow());
    return new Target(
        setting(settings, "host").orElse(""),
        Integer.parseInt(setting(settings, "port").orElse(USUAL_PORT)));
  }

  /** Returns under which token it was written last. */
  Token token() {
    return lines.stream()
        .filter(this::holdsToken)
        .findFirst()
        .flatMap(line -> setting(settings(line), "dbname"))
        .flatMap(PgbouncerFile::token)
        .orElse(Token.NONE);
  }

  /** Returns the file under another token; nothing else in it is touched. */
  PgbouncerFile under(Token token) {
    List<String> next = new ArrayList<>();
    for (String line : lines) {
      if (!holdsToken(line)) {
        next.add(line);
      }
      if (leads(line)) {
        next.add(tokenEntry(name) + " = " + NOWHERE + token);
      }
    }
    return new PgbouncerFile(next, name);
  }

  /** Returns the file with the database led elsewhere; its other settings stay. */
  PgbouncerFile leading(Target target) {
    return new PgbouncerFile(
        lines.stream()
            .map(line -> leads(line) ? name + " = " + led(settings(line), target) : line)
            .toList(),
        name);
  }

  /** Returns the whole text. */
  String text() {
    return String.join("\n", lines) + "\n";
  }

  private static String led(String settings, Target target) {
    List<String> kept = new ArrayList<>();
    kept.add("host=" + target.host());
    kept.add("port=" + target.port());
    Matcher each = SETTING.matcher(settings);
    while (each.find()) {
      if (!each.group(1).equals("host") && !each.group(1).equals("port")) {
        kept.add(each.group(1) + "=" + each.group(2));
      }
    }
    return String.join(" ", kept);
  }

  private boolean leads(String line) {
    return is(line, name);
  }

  private boolean holdsToken(String line) {
    return is(line, tokenEntry(name));
  }

  private static boolean is(String line, String entry) {
    int equals = line.indexOf('=');
    String key = equals < 0 ? "" : line.substring(0, equals).strip();
    return key.equals(entry) || key.equals("\"" + entry + "\"");
  }

  private static String settings(String line) {
    return line.substring(line.indexOf('=') + 1).strip();
  }

  private static Optional<String> setting(String settings, String key) {
    Matcher each = SETTING.matcher(settings);
    while (each.find()) {
      if (each.group(1).equals(key)) {
        String value = each.group(2);
        return Optional.of(
            value.startsWith("'")
                ? value.substring(1, value.length() - 1).replace("''", "'")
                : value);
      }
    }
    return Optional.empty();
  }
}
