package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.shape.Shape;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeType;

/**
 * One value of a good file, and what it is declared to be.
 *
 * @param role what its key is
 * @param key the key it stands under; an item has its list's
 * @param from where the key begins; an item has no key, so it begins there itself
 * @param node the value
 * @param written the declared shape, which may be a choice
 * @param shape what of that choice stands here
 */
record Spot(Role role, String key, int from, Node node, Shape written, Shape shape) {
  /** What a key is to its map. */
  enum Role {
    /** Declared, and the file must have it. */
    REQUIRED,
    /** Declared. */
    OPTIONAL,
    /** The kind of a step. */
    KIND,
    /** A name the author chose. */
    NAME,
    /** No key: an item of a list. */
    ITEM
  }

  /** Returns where the value begins. */
  int begin() {
    return node.getStartMark().orElseThrow().getIndex();
  }

  /** Returns where the value's last word ends; the tree lets a block reach to the next word. */
  int end(String yaml) {
    int end = node.getEndMark().orElseThrow().getIndex();
    while (end > begin() && Character.isWhitespace(yaml.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /** Returns whether the key is one of the declared ones. */
  boolean isDeclared() {
    return role != Role.NAME && role != Role.ITEM;
  }

  /** Returns the forms in which the value may be written. */
  Set<NodeType> forms() {
    return written.accept(Forms.OF);
  }

  /** Returns the file with the value exchanged. */
  String with(String yaml, String value) {
    return yaml.substring(0, begin()) + value + yaml.substring(end(yaml));
  }

  /** Returns the file with the key exchanged. */
  String withKey(String yaml, String other) {
    return yaml.substring(0, from) + other + yaml.substring(from + key.length());
  }

  /** Returns the line, from 1, on which the key begins. */
  int line(String yaml) {
    return 1 + (int) yaml.substring(0, from).chars().filter(letter -> letter == '\n').count();
  }
}
