package dev.bosai.app.cli.text;

/**
 * Colours of a terminal.
 *
 * @param on whether any are used; text is the same without
 */
public record Style(boolean on) {
  private static final String RESET = "\u001b[0m";

  /** Returns the text as a heading. */
  public String strong(String text) {
    return painted("1", text);
  }

  /** Returns the text as something beside the point. */
  public String faint(String text) {
    return painted("2", text);
  }

  /** Returns the text as something that went well. */
  public String good(String text) {
    return painted("32", text);
  }

  /** Returns the text as something that goes on. */
  public String active(String text) {
    return painted("36", text);
  }

  /** Returns the text as something that needs a person. */
  public String asking(String text) {
    return painted("1;33", text);
  }

  /** Returns the text as something that went wrong. */
  public String bad(String text) {
    return painted("1;31", text);
  }

  private String painted(String code, String text) {
    return on && !text.isEmpty() ? "\u001b[" + code + "m" + text + RESET : text;
  }
}
