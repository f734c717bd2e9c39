package dev.bosai.activities.postgres.aim;

import dev.bosai.activities.postgres.host.Programs;
import dev.bosai.activities.postgres.wal.WalFolder;
import dev.bosai.workflows.port.Lsn;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What kept {@code pg_waldump} from reading on. Archived segments are whole, so that nothing in
 * them is the end of the log.
 *
 * @param broken what is wrong and where
 * @param before up to here, and not including what begins here, WAL can be read
 */
record Damage(Broken broken, Lsn before) {
  private static final String LSN = "[0-9A-F]{1,8}/[0-9A-F]{1,8}";
  private static final Pattern RECORD = Pattern.compile("error in WAL record at (" + LSN + "): ");

  /** The places a complaint may name (PostgreSQL source, {@code xlogreader.c}). */
  private static final Pattern FILE =
      Pattern.compile("(?:segment|file) \"?([0-9A-F]{24})\"?,.*?offset (\\d+)");

  private static final Pattern POSITION = Pattern.compile(".*\\b(?:at|after) (" + LSN + ")");

  /**
   * Reads what the program said.
   *
   * @param from where reading began
   */
  static Damage parse(WalChain chain, Lsn from, String said) {
    Matcher last = RECORD.matcher(said);
    boolean any = last.find();
    Lsn good = any ? Lsn.parse(last.group(1)) : from;
    String complaint = any ? said.substring(last.end()) : said;
    Lsn place = place(chain.shape(), complaint, good);
    return new Damage(new Broken(segments(chain, good, place), reason(chain, complaint)), place);
  }

  private static Lsn place(WalFolder shape, String complaint, Lsn unknown) {
    Matcher file = FILE.matcher(complaint);
    if (file.find()) {
      long begin = shape.begin(shape.numberOf(file.group(1))).bytes();
      return new Lsn(begin + Long.parseLong(file.group(2)));
    }
    Matcher position = POSITION.matcher(complaint);
    return position.find() ? Lsn.parse(position.group(1)) : unknown;
  }

  private static String segments(WalChain chain, Lsn good, Lsn place) {
    return "";
  }

  private static String reason(WalChain chain, String complaint) {
    String tail = new Programs.Output(1, complaint).tail();
    return "cannot be read past " + tail;
  }
}
