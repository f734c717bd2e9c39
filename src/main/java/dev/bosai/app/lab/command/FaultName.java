package dev.bosai.app.lab.command;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a fault's name as people type it. */
final class FaultName implements ITypeConverter<FaultName.Known> {

  /** What can be broken. */
  enum Known {
    KILL_PRIMARY,
    HANG_PRIMARY,
    CUT_SITE
  }

  @Override
  public Known convert(String text) {
    return Arrays.stream(Known.values())
        .filter(known -> typed(known).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "fault \"" + text + "\" is not known, expected one of " + names()));
  }

  private static String typed(Known known) {
    return known.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static List<String> names() {
    return Arrays.stream(Known.values()).map(FaultName::typed).toList();
  }

  /** The names, for completion. */
  static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }
}
