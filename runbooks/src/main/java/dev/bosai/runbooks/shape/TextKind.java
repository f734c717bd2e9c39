package dev.bosai.runbooks.shape;

import java.util.regex.Pattern;

/** What a text in a file may be. */
public enum TextKind {
  /** Anything. */
  ANY("text", "(?s).*", "write a text"),
  /** One line for people. */
  LINE("one line of text", "[^\\r\\n]{1,200}", "write one line of at most 200 characters"),
  /** A name the author chooses. */
  NAME(
      "a name",
      "[A-Za-z0-9][A-Za-z0-9_.-]{0,62}",
      "use letters, digits, \"-\", \"_\" and \".\", starting with a letter or digit"),
  /** A name in lower case with dashes. */
  KEBAB(
      "a name in lower case",
      "[a-z][a-z0-9-]{0,62}",
      "use lower-case letters, digits and \"-\", starting with a letter"),
  /** A name in the system file, or an input that holds one. */
  REFERENCE(
      "a name or an input",
      "([A-Za-z0-9][A-Za-z0-9_.-]{0,62}|\\$\\{[a-z][a-z0-9-]{0,62}\\})",
      "write a name of the system file, or an input such as \"${database}\""),
  /** A path that starts at the root. */
  PATH("an absolute path", "/[^\\u0000-\\u001f]*", "write the whole path, starting with \"/\""),
  /** A host and a port. */
  ADDRESS(
      "an address \"host:port\"",
      "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):[1-9][0-9]{0,4}",
      "write it as \"host:port\", for example \"10.1.0.5:5432\""),
  /** A host. */
  HOST(
      "a host name or IP address",
      "[A-Za-z0-9._:-]+",
      "write a host name or an IP address, without port and scheme"),
  /** A web address, or a reference to one that must stay secret. */
  URL(
      "a URL or a reference to one",
      "https?://[^\\s/@]+(/[^\\s]*|\\?[^\\s]*|#[^\\s]*)?|env:[A-Za-z_][A-Za-z0-9_]*|file:/[^\\s]+",
      "write \"http://…\" or \"https://…\" without a password in it, or a reference: \"env:NAME\" or"
          + " \"file:/path\""),
  /** A reference to a secret, never the secret. */
  SECRET(
      "a reference to a secret",
      "env:[A-Za-z_][A-Za-z0-9_]*|file:/[^\\u0000-\\u001f]+",
      "keep the secret out of this file: name it as \"env:NAME\" or \"file:/path\""),
  /** A table with its schema. */
  TABLE(
      "a table with its schema",
      "[a-z_][a-z0-9_]{0,62}\\.[a-z_][a-z0-9_]{0,62}",
      "write it as \"schema.table\" in lower case, for example \"bosai.probe\""),
  /** A public SSH key. */
  SSH_KEY(
      "a public SSH key",
      "(ssh|ecdsa|sk)-[^\\s]+ [^\\s]+( [^\\r\\n]*)?",
      "copy the line of the person's \".pub\" file, for example \"ssh-ed25519 AAAA…\"");

  private final String words;
  private final String regex;
  private final String hint;
  private final Pattern pattern;

  TextKind(String words, String regex, String hint) {
    this.words = words;
    this.regex = regex;
    this.hint = hint;
    this.pattern = Pattern.compile(regex);
  }

  /** Returns what is expected, for a sentence. */
  public String words() {
    return words;
  }

  /** Returns the pattern in the form JSON Schema wants; empty if anything goes. */
  public String schemaPattern() {
    return this == ANY ? "" : "^(" + regex + ")$";
  }

  /** Returns what to write instead of a text that does not fit. */
  public String hint() {
    return hint;
  }

  /** Returns whether the text is of this kind. */
  public boolean accepts(String text) {
    return pattern.matcher(text).matches();
  }
}
