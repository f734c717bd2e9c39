package dev.bosai.runbooks.shape;

/**
 * An interpreter of shapes.
 *
 * @param <R> what it makes of a shape
 */
public interface ShapeVisitor<R> {
  /** Interprets a text. */
  R text(Shape.Text shape);

  /** Interprets a duration. */
  R time(Shape.Time shape);

  /** Interprets a whole number. */
  R count(Shape.Count shape);

  /** Interprets a flag. */
  R flag(Shape.Flag shape);

  /** Interprets a closed list of words. */
  R words(Shape.Words shape);

  /** Interprets a list. */
  R sequence(Shape.Sequence shape);

  /** Interprets a map of names the author chooses. */
  R named(Shape.Named shape);

  /** Interprets a map with declared keys. */
  R fields(Shape.Fields shape);

  /** Interprets a map whose kind says its keys. */
  R kinds(Shape.Kinds shape);

  /** Interprets a map with one key of a closed list. */
  R oneOf(Shape.OneOf shape);

  /** Interprets a choice by form. */
  R either(Shape.Either shape);

  /** Interprets a shape with a name of its own. */
  R ref(Shape.Ref shape);
}
