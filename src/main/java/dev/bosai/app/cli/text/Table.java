package dev.bosai.app.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Columns that line up; the last one takes what is left of the width. */
public final class Table {
  private static final String GAP = "  ";

  private final int width;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Makes an empty table.
   *
   * @param width no line is longer
   */
  public Table(int width) {
    this.width = width;
  }

  /** Adds a row; every row has the same number of cells. */
  public Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** Returns the lines, with the text of a row's last cell cut where it would not fit. */
  public List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  /** Returns each row's lines, with the text of its last cell going on below where it is longer. */
  public List<List<String>> wrapped() {
    return rows.stream().map(this::lines).toList();
  }

  private String line(List<String> row) {
    return clipped((head(row) + row.get(row.size() - 1)).stripTrailing(), width);
  }

  private List<String> lines(List<String> row) {
    String head = head(row);
    List<String> texts = wrapped(row.get(row.size() - 1), Math.max(1, width - head.length()));
    String below = " ".repeat(head.length());
    List<String> lines = new ArrayList<>();
    for (String text : texts) {
      lines.add(((lines.isEmpty() ? head : below) + text).stripTrailing());
    }
    return lines;
  }

  private String head(List<String> row) {
    StringBuilder head = new StringBuilder();
    for (int n = 0; n < row.size() - 1; n++) {
      String cell = row.get(n);
      head.append(cell).append(" ".repeat(widest(n) - cell.length())).append(GAP);
    }
    return head.toString();
  }

  private int widest(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  /** Returns the text in lines that end between words; a word longer than a line stays whole. */
  public static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Returns the text, cut with an ellipsis where it is longer than the width. */
  public static String clipped(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
  }
}
