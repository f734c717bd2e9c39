package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.activities.postgres.wal.WalFolder;
import dev.bosai.workflows.port.Lsn;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What kept {@code pg_waldump} from reading on. Archived segments are whole, so that nothing in
 * them is the end of the log.
 *
 * @param broken what is wrong and where
 * @param good where the last record begins that can be read; null if there is none
 */
record Damage(Broken broken, @Nullable Lsn good) {
  private static final String LSN = "[0-9A-F]{1,8}/[0-9A-F]{1,8}";
  private static final Pattern RECORD = Pattern.compile("error in WAL record at (" + LSN + "): ");

  /** The places a complaint may name (PostgreSQL source, {@code xlogreader.c}). */
  private static final Pattern FILE =
      Pattern.compile("(?:segment|file) \"?([0-9A-F]{24})\"?,.*?offset (\\d+)");

  private static final Pattern POSITION = Pattern.compile(".*\\b(?:at|after) (" + LSN + ")");

  /** What it says when it cannot read on, and not when it cannot read at all. */
  private static final Pattern TOLD =
      Pattern.compile(
          "pg_waldump: (?:fatal|error): (?:error in WAL record at |could not find a valid record"
              + "|could not find file |could not open file |could not read |(?:invalid )?WAL segment size)");

  /** Returns whether a program that failed says that it is because of what it read. */
  static boolean isTold(int code, String said) {
    return code == 1 && TOLD.matcher(said).find();
  }

  /**
   * Reads what the program said.
   *
   * @param wal what it read
   * @param from where it began
   */
  static Damage parse(LinkedWal wal, Lsn from, String said) throws IOException {
    Matcher record = RECORD.matcher(said);
    boolean any = record.find();
    Lsn good = any ? Lsn.parse(record.group(1)) : null;
    String complaint = new Programs.Output(1, any ? said.substring(record.end()) : said).tail();
    Lsn place = place(wal.chain().shape(), complaint);
    List<Long> numbers = segments(wal, good == null ? from : good, place);
    return new Damage(
        new Broken(names(wal.chain(), numbers), reason(wal.chain(), complaint)), good);
  }

  private static @Nullable Lsn place(WalFolder shape, String complaint) {
    Matcher file = FILE.matcher(complaint);
    if (file.find()) {
      long begin = shape.begin(shape.numberOf(file.group(1))).bytes();
      return new Lsn(begin + Long.parseLong(file.group(2)));
    }
    Matcher position = POSITION.matcher(complaint);
    return position.find() ? Lsn.parse(position.group(1)) : null;
  }

  /**
   * The numbers of the segments in which the damage may be. A page tells on the one before it, and
   * a checksum is one over all of a record.
   */
  private static List<Long> segments(LinkedWal wal, Lsn near, @Nullable Lsn place)
      throws IOException {
    WalFolder shape = wal.chain().shape();
    if (place == null) {
      return List.of(shape.number(near), shape.number(near) + 1);
    }
    long number = shape.number(place);
    if (shape.begin(number).equals(place)) {
      return List.of(number - 1, number);
    }
    Lsn end = new Lsn(place.bytes() + wal.recordBytes(place));
    return LongStream.rangeClosed(number, shape.number(end)).boxed().toList();
  }

  private static String names(WalChain chain, List<Long> numbers) {
    String names =
        numbers.stream()
            .filter(chain::has)
            .map(number -> "\"" + chain.file(chain.shape().begin(number)) + "\"")
            .collect(Collectors.joining(" or "));
    return names.isEmpty() ? "\"" + chain.file(chain.from()) + "\"" : names;
  }

  /** The program knows the file under the name of a link. */
  private static String reason(WalChain chain, String complaint) {
    String text = complaint.replaceFirst("^pg_waldump: (?:fatal|error): ", "");
    Matcher file = Pattern.compile("[0-9A-F]{24}").matcher(text);
    String named =
        file.replaceAll(
            link -> chain.file(chain.shape().begin(chain.shape().numberOf(link.group()))));
    return "is damaged (\"pg_waldump\" says: " + named + ")";
  }
}
