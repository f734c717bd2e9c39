package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.shape.Shape;
import dev.bosai.runbooks.shape.ShapeVisitor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The value that stands in for one that could not be read; checks of meaning leave an empty text
 * alone.
 */
enum Harmless implements ShapeVisitor<Object> {
  VALUES;

  static final Found.Items NO_ITEMS = new Found.Items(List.of());
  static final Found.Entries NO_ENTRIES = new Found.Entries(Map.of());

  @Override
  public Object text(Shape.Text shape) {
    return "";
  }

  @Override
  public Object time(Shape.Time shape) {
    return Duration.ofSeconds(1);
  }

  @Override
  public Object count(Shape.Count shape) {
    return shape.least();
  }

  @Override
  public Object flag(Shape.Flag shape) {
    return false;
  }

  @Override
  public Object words(Shape.Words shape) {
    return shape.words().get(0);
  }

  @Override
  public Object sequence(Shape.Sequence shape) {
    return NO_ITEMS;
  }

  @Override
  public Object named(Shape.Named shape) {
    return NO_ENTRIES;
  }

  @Override
  public Object fields(Shape.Fields shape) {
    Map<String, Found> entries = new LinkedHashMap<>();
    shape.keys().stream()
        .filter(key -> key.required() || key.fallback() != null)
        .forEach(
            key -> entries.put(key.name(), new Found(Found.NOWHERE, key.shape().accept(this))));
    return new Found.Entries(entries);
  }

  @Override
  public Object kinds(Shape.Kinds shape) {
    return NO_ENTRIES;
  }

  @Override
  public Object oneOf(Shape.OneOf shape) {
    return NO_ENTRIES;
  }

  @Override
  public Object either(Shape.Either shape) {
    return shape.options().get(0).accept(this);
  }

  @Override
  public Object ref(Shape.Ref shape) {
    return shape.target().get().accept(this);
  }
}
