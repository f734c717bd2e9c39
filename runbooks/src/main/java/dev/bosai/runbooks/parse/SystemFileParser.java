package dev.bosai.runbooks.parse;

import dev.bosai.runbooks.problem.InvalidFile;
import dev.bosai.runbooks.shape.SystemShape;
import dev.bosai.runbooks.system.SystemFile;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a system file. */
public final class SystemFileParser {
  private SystemFileParser() {}

  /**
   * Reads the bytes of a file; whether they are text is checked first.
   *
   * @param fileName as the person gave it, for messages
   * @throws InvalidFile with every problem
   */
  public static SystemFile parse(String fileName, byte[] file) {
    return parse(fileName, Utf8.text(fileName, file));
  }

  /**
   * Reads a system file and checks that its parts fit together.
   *
   * @param fileName as the person gave it, for messages
   * @param yaml the file's text
   * @throws InvalidFile with every problem
   */
  public static SystemFile parse(String fileName, String yaml) {
    Problems problems = new Problems();
    Optional<Node> tree = new YamlText(fileName, problems).read(yaml);
    Optional<Found> file =
        tree.map(
            node -> new ShapeReader(fileName, problems).read(node, SystemShape.FILE, "the file"));
    file.ifPresent(found -> new SystemChecks(problems).check(found));
    problems.throwIfAny();
    return file.map(SystemBuilder::system).orElseThrow();
  }
}
