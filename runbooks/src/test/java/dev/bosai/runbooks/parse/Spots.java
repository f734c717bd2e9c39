package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.shape.Key;
import dev.bosai.runbooks.shape.Shape;
import dev.bosai.runbooks.shape.ShapeVisitor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds every value of a good file, walking its tree along the declared shape. */
final class Spots {
  private final List<Spot> found = new ArrayList<>();

  private Spots() {}

  static List<Spot> of(String yaml, Shape shape) {
    Spots spots = new Spots();
    Node root = new Compose(LoadSettings.builder().build()).composeString(yaml).orElseThrow();
    shape.accept(spots.new Below(root, ""));
    return List.copyOf(spots.found);
  }

  /** Adds the values below one node. */
  private final class Below implements ShapeVisitor<Shape> {
    private final Node node;
    private final String key;

    Below(Node node, String key) {
      this.node = node;
      this.key = key;
    }

    @Override
    public Shape text(Shape.Text shape) {
      return shape;
    }

    @Override
    public Shape time(Shape.Time shape) {
      return shape;
    }

    @Override
    public Shape count(Shape.Count shape) {
      return shape;
    }

    @Override
    public Shape flag(Shape.Flag shape) {
      return shape;
    }

    @Override
    public Shape words(Shape.Words shape) {
      return shape;
    }

    @Override
    public Shape sequence(Shape.Sequence shape) {
      for (Node item : ((SequenceNode) node).getValue()) {
        add(Spot.Role.ITEM, key, item, item, shape.item());
      }
      return shape;
    }

    @Override
    public Shape named(Shape.Named shape) {
      each(name -> new Key(name, shape.value(), "", false, null), Spot.Role.NAME);
      return shape;
    }

    @Override
    public Shape fields(Shape.Fields shape) {
      Map<String, Key> keys = new HashMap<>();
      shape.keys().forEach(declared -> keys.put(declared.name(), declared));
      each(keys::get, Spot.Role.OPTIONAL);
      return shape;
    }

    @Override
    public Shape kinds(Shape.Kinds shape) {
      String kind =
          ((MappingNode) node)
              .getValue().stream()
                  .filter(tuple -> word(tuple.getKeyNode()).equals("kind"))
                  .map(tuple -> word(tuple.getValueNode()))
                  .findFirst()
                  .orElseThrow();
      List<Key> keys = new ArrayList<>(shape.kinds().get(kind).keys());
      Shape words = new Shape.Words(List.copyOf(shape.kinds().keySet()), shape.later());
      keys.add(Key.required("kind", words, ""));
      return fields(new Shape.Fields(keys, List.of()));
    }

    @Override
    public Shape oneOf(Shape.OneOf shape) {
      each(word -> new Key(word, shape.choices().get(word), "", false, null), Spot.Role.KIND);
      return shape;
    }

    @Override
    public Shape either(Shape.Either shape) {
      return shape.options().stream()
          .filter(option -> option.accept(Forms.OF).contains(node.getNodeType()))
          .findFirst()
          .orElseThrow()
          .accept(this);
    }

    @Override
    public Shape ref(Shape.Ref shape) {
      return shape.target().get().accept(this);
    }

    private void each(Function<String, Key> declared, Spot.Role usual) {
      // A map without values, such as "assess:", is an empty scalar.
      if (!(node instanceof MappingNode map)) {
        return;
      }
      for (NodeTuple tuple : map.getValue()) {
        String name = word(tuple.getKeyNode());
        Key meant = declared.apply(name);
        Spot.Role role = meant.required() ? Spot.Role.REQUIRED : usual;
        add(role, name, tuple.getKeyNode(), tuple.getValueNode(), meant.shape());
      }
    }

    private void add(Spot.Role role, String name, Node first, Node value, Shape written) {
      int place = found.size();
      Shape shape = written.accept(new Below(value, name));
      int from = first.getStartMark().orElseThrow().getIndex();
      found.add(place, new Spot(role, name, from, value, written, shape));
    }
  }

  private static String word(Node node) {
    return ((ScalarNode) node).getValue();
  }
}
