package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.shape.Shape;
import dev.bosai.runbooks.shape.ShapeVisitor;
import java.util.EnumSet;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.NodeType;

/** Says in which YAML forms a shape can be written. */
enum Forms implements ShapeVisitor<Set<NodeType>> {
  OF;

  @Override
  public Set<NodeType> text(Shape.Text shape) {
    return Set.of(NodeType.SCALAR);
  }

  @Override
  public Set<NodeType> time(Shape.Time shape) {
    return Set.of(NodeType.SCALAR);
  }

  @Override
  public Set<NodeType> count(Shape.Count shape) {
    return Set.of(NodeType.SCALAR);
  }

  @Override
  public Set<NodeType> flag(Shape.Flag shape) {
    return Set.of(NodeType.SCALAR);
  }

  @Override
  public Set<NodeType> words(Shape.Words shape) {
    return Set.of(NodeType.SCALAR);
  }

  @Override
  public Set<NodeType> sequence(Shape.Sequence shape) {
    return Set.of(NodeType.SEQUENCE);
  }

  @Override
  public Set<NodeType> named(Shape.Named shape) {
    return Set.of(NodeType.MAPPING);
  }

  @Override
  public Set<NodeType> fields(Shape.Fields shape) {
    return Set.of(NodeType.MAPPING);
  }

  @Override
  public Set<NodeType> kinds(Shape.Kinds shape) {
    return Set.of(NodeType.MAPPING);
  }

  @Override
  public Set<NodeType> oneOf(Shape.OneOf shape) {
    return Set.of(NodeType.MAPPING);
  }

  @Override
  public Set<NodeType> either(Shape.Either shape) {
    Set<NodeType> forms = EnumSet.noneOf(NodeType.class);
    shape.options().forEach(option -> forms.addAll(option.accept(this)));
    return forms;
  }

  @Override
  public Set<NodeType> ref(Shape.Ref shape) {
    return shape.target().get().accept(this);
  }
}
