package dev.bosai.app.report;

import java.util.List;
import java.util.Map;

/** Small pieces of HTML; everything that comes from a run passes {@link #text}. */
final class Html {
  private Html() {}

  /** Returns the text with the characters escaped that mean something in HTML. */
  static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  static String tag(String kind, String text) {
    return "<span class=\"tag " + kind + "\">" + text(text) + "</span>";
  }

  static String section(String title, String content) {
    return "<section>\n<h2>" + text(title) + "</h2>\n" + content + "</section>\n";
  }

  static String soft(String text) {
    return "<p class=\"soft small\">" + text(text) + "</p>\n";
  }

  /**
   * Returns a table.
   *
   * @param heads in order; one that starts with {@code #} heads a column of numbers
   * @param rows cells that are HTML already
   */
  static String table(List<String> heads, List<List<String>> rows) {
    StringBuilder table = new StringBuilder("<div class=\"scroll\"><table>\n<tr>");
    for (String head : heads) {
      table.append("<th").append(kind(head)).append('>').append(text(name(head))).append("</th>");
    }
    table.append("</tr>\n");
    for (List<String> row : rows) {
      table.append("<tr>");
      for (int n = 0; n < row.size(); n++) {
        table
            .append("<td")
            .append(kind(heads.get(n)))
            .append('>')
            .append(row.get(n))
            .append("</td>");
      }
      table.append("</tr>\n");
    }
    return table.append("</table></div>\n").toString();
  }

  /** Returns a list of names and values, neither of them HTML yet. */
  static String list(String kind, Map<String, String> entries) {
    StringBuilder list = new StringBuilder("<dl class=\"" + kind + "\">\n");
    entries.forEach(
        (name, value) ->
            list.append("<dt>")
                .append(text(name))
                .append("</dt><dd>")
                .append(text(value))
                .append("</dd>\n"));
    return list.append("</dl>\n").toString();
  }

  private static String kind(String head) {
    if (head.startsWith("#")) {
      return " class=\"num\"";
    }
    return head.startsWith("!") ? " class=\"nowrap\"" : "";
  }

  private static String name(String head) {
    return head.startsWith("#") || head.startsWith("!") ? head.substring(1) : head;
  }
}
