package dev.bosai.runbooks.shape;

import java.util.List;

/** Shapes that several declarations share. */
final class Shapes {
  /** A name the author chooses. */
  static final Shape NAME = new Shape.Text(TextKind.NAME);

  private Shapes() {}

  static Shape named(Shape value, int atLeast) {
    return new Shape.Named(TextKind.NAME, value, atLeast);
  }

  static Shape.Fields fields(Key... keys) {
    return new Shape.Fields(List.of(keys), List.of());
  }

  /** A program and its arguments; a program alone may stand without the list. */
  static Shape command() {
    return new Shape.Either(
        List.of(
            new Shape.Text(TextKind.PATH), new Shape.Sequence(new Shape.Text(TextKind.LINE), 1)));
  }

  static Shape words(String... words) {
    return new Shape.Words(List.of(words), List.of());
  }
}
