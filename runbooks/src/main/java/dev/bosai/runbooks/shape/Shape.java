package dev.bosai.runbooks.shape;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a value in a file must look like. */
public sealed interface Shape {
  /** Lets an interpreter look at this shape as what it is. */
  <R> R accept(ShapeVisitor<R> visitor);

  /** A text of some kind. */
  record Text(TextKind kind) implements Shape {
    @Override
    public <R> R accept(ShapeVisitor<R> visitor) {
      return visitor.text(this);
    }
  }

  /**
   * A duration such as {@code 30m}.
   *
   * @param zeroAllowed whether {@code 0s} is fine
   */
  record Time(boolean zeroAllowed) implements Shape {
    @Override
    public <R> R accept(ShapeVisitor<R> visitor) {
      return visitor.time(this);
    }
  }

  /** A whole number within bounds, both included. */
  record Count(int least, int most) implements Shape {
    @Override
    public <R> R accept(ShapeVisitor<R> visitor) {
      return visitor.count(this);
    }
  }

  /** {@code true} or {@code false}. */
  record Flag() implements Shape {
    @Override
    public <R> R accept(ShapeVisitor<R> visitor) {
      return visitor.flag(this);
    }
  }

  /**
   * One word of a closed list.
   *
   * @param words accepted now
   * @param later known to the design, refused as not available yet
   */
  record Words(List<String> words, List<String> later) implements Shape {
    @Override
    public <R> R accept(ShapeVisitor<R> visitor) {
      return visitor.words(this);
    }
  }

  /** A list with at least so many items of one shape. */
  record Sequence(Shape item, int atLeast) implements Shape {
    @Override
    public <R> R accept(ShapeVisitor<R> visitor) {
      return visitor.sequence(this);
    }
  }

  /**
   * A map from names the author chooses to values of one shape.
   *
   * @param names what a name must look like
   * @param value the shape of every value
   * @param atLeast how many entries there must be
   */
  record Named(TextKind names, Shape value, int atLeast) implements Shape {
    @Override
    public <R> R accept(ShapeVisitor<R> visitor) {
      return visitor.named(this);
    }
  }

  /**
   * A map with declared keys.
   *
   * @param keys accepted now
   * @param later keys known to the design, refused as not available yet
   */
  record Fields(List<Key> keys, List<String> later) implements Shape {
    @Override
    public <R> R accept(ShapeVisitor<R> visitor) {
      return visitor.fields(this);
    }
  }

  /**
   * A map whose key {@code kind} says which further keys it has.
   *
   * @param kinds by the word
   * @param later words known to the design, refused as not available yet
   */
  record Kinds(Map<String, Fields> kinds, List<String> later) implements Shape {
    @Override
    public <R> R accept(ShapeVisitor<R> visitor) {
      return visitor.kinds(this);
    }
  }

  /**
   * A map with exactly one key out of a closed list, which says what the value is.
   *
   * @param choices by the word
   * @param later words known to the design, refused as not available yet
   */
  record OneOf(Map<String, Shape> choices, List<String> later) implements Shape {
    @Override
    public <R> R accept(ShapeVisitor<R> visitor) {
      return visitor.oneOf(this);
    }
  }

  /** One of several shapes, told apart by being a scalar, a list or a map. */
  record Either(List<Shape> options) implements Shape {
    @Override
    public <R> R accept(ShapeVisitor<R> visitor) {
      return visitor.either(this);
    }
  }

  /**
   * A shape with a name of its own, looked up late so that it may contain itself.
   *
   * @param name unique within a file's shapes
   * @param target gives the shape
   */
  record Ref(String name, Supplier<Shape> target) implements Shape {
    @Override
    public <R> R accept(ShapeVisitor<R> visitor) {
      return visitor.ref(this);
    }
  }
}
