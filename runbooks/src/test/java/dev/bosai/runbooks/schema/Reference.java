package dev.bosai.runbooks.schema;

import dev.bosai.runbooks.shape.Key;
import dev.bosai.runbooks.shape.Shape;
import dev.bosai.runbooks.shape.ShapeVisitor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what a value is in a few words, for the tables of the reference pages. */
enum Reference implements ShapeVisitor<String> {
  WORDS;

  /** Returns a table of keys, the keys of maps within them indented by their path. */
  static String table(Shape.Fields fields) {
    return "| Key | Value | Default | Meaning |\n|---|---|---|---|\n" + rows("", fields.keys());
  }

  private static String rows(String path, List<Key> keys) {
    return keys.stream().map(key -> row(path, key)).collect(Collectors.joining());
  }

  private static String row(String path, Key key) {
    String name = path + key.name();
    String fallback = key.required() ? "**required**" : "";
    if (key.fallback() != null) {
      fallback = "`" + key.fallback() + "`";
    }
    return "| `"
        + name
        + "` | "
        + key.shape().accept(WORDS)
        + " | "
        + fallback
        + " | "
        + key.doc().replace("|", "\\|")
        + " |\n"
        + inner(name, key.shape());
  }

  private static String inner(String path, Shape shape) {
    if (shape instanceof Shape.Fields fields) {
      return rows(path + ".", fields.keys());
    }
    if (shape instanceof Shape.Named named) {
      return inner(path + ".NAME", named.value());
    }
    if (shape instanceof Shape.Sequence sequence) {
      return inner(path + "[]", sequence.item());
    }
    if (shape instanceof Shape.Either either) {
      return either.options().stream()
          .map(option -> inner(path, option))
          .collect(Collectors.joining());
    }
    if (shape instanceof Shape.Kinds kinds) {
      return kinds.kinds().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .map(kind -> rows(path + "(" + kind.getKey() + ").", kind.getValue().keys()))
          .collect(Collectors.joining());
    }
    return "";
  }

  @Override
  public String text(Shape.Text shape) {
    return shape.kind().words();
  }

  @Override
  public String time(Shape.Time shape) {
    return "a duration";
  }

  @Override
  public String count(Shape.Count shape) {
    return shape.least() + " to " + shape.most();
  }

  @Override
  public String flag(Shape.Flag shape) {
    return "`true` or `false`";
  }

  @Override
  public String words(Shape.Words shape) {
    return shape.words().stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }

  @Override
  public String sequence(Shape.Sequence shape) {
    return "a list: " + shape.item().accept(this);
  }

  @Override
  public String named(Shape.Named shape) {
    return "by name" + (shape.value() instanceof Shape.Text text ? ": " + text(text) : "");
  }

  @Override
  public String fields(Shape.Fields shape) {
    return "keys";
  }

  @Override
  public String kinds(Shape.Kinds shape) {
    return "keys; `kind` is "
        + shape.kinds().keySet().stream()
            .sorted()
            .map(word -> "`" + word + "`")
            .collect(Collectors.joining(" or "));
  }

  @Override
  public String oneOf(Shape.OneOf shape) {
    return "one of the kinds below";
  }

  @Override
  public String either(Shape.Either shape) {
    return shape.options().stream()
        .map(option -> option.accept(this))
        .distinct()
        .collect(Collectors.joining(", or "));
  }

  @Override
  public String ref(Shape.Ref shape) {
    return "a " + shape.name();
  }
}
