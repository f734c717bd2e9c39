package dev.bosai.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files and methods stay small enough to be read at one sitting. */
class TidyTest {
  private static final int FILE_LINES = 300;
  private static final int METHOD_LINES = 60;
  private static final int PARAMETERS = 4;
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

  /** Constructors that take the parts of a run, one part a parameter. */
  private static final Set<String> ASSEMBLERS = Set.of("DatabaseSteps.<init>");

  private static final Checkout CHECKOUT = new Checkout();
  private static List<Method> methods;

  /**
   * A method as it stands in its file.
   *
   * @param place file and line
   * @param lines from its first annotation to its last brace
   */
  private record Method(
      String place, String owner, String name, int lines, int parameters, boolean main) {}

  @BeforeAll
  static void readSources() throws IOException {
    methods = methods(CHECKOUT.files(".java"));
    assertThat(methods).hasSizeGreaterThan(500);
  }

  @Test
  void noFileIsLongerThanThreeHundredLines() {
    assertThat(CHECKOUT.files(".java"))
        .filteredOn(file -> Checkout.text(file).lines().count() > FILE_LINES)
        .isEmpty();
  }

  @Test
  void noMethodIsLongerThanSixtyLines() {
    assertThat(methods).filteredOn(method -> method.lines() > METHOD_LINES).isEmpty();
  }

  @Test
  void noMethodOfTheProgramTakesMoreThanFourParameters() {
    assertThat(methods)
        .filteredOn(method -> method.main() && method.parameters() > PARAMETERS)
        .filteredOn(method -> !ASSEMBLERS.contains(method.owner() + "." + method.name()))
        .isEmpty();
  }

  @Test
  void nothingIsLeftForLater() {
    assertThat(CHECKOUT.files(".java"))
        .filteredOn(file -> UNFINISHED.matcher(Checkout.text(file)).find())
        .isEmpty();
  }

  private static List<Method> methods(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Method> found = new ArrayList<>();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        unit.accept(new Reader(unit, positions, found), "");
      }
    }
    return found;
  }

  /** Collects the methods of one file; the argument is the class around. */
  private static final class Reader extends TreeScanner<Void, String> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<Method> found;

    Reader(CompilationUnitTree unit, SourcePositions positions, List<Method> found) {
      this.unit = unit;
      this.positions = positions;
      this.found = found;
    }

    @Override
    public Void visitClass(ClassTree type, String around) {
      String name = type.getSimpleName().toString();
      // The parser gives a record no constructor but those that are written out, with a body.
      return super.visitClass(type, type.getKind() == Tree.Kind.RECORD ? name + " (record)" : name);
    }

    @Override
    public Void visitMethod(MethodTree method, String owner) {
      String name = method.getName().toString();
      if (!(name.equals("<init>") && owner.endsWith("(record)"))) {
        found.add(found(method, owner));
      }
      return super.visitMethod(method, owner);
    }

    private Method found(MethodTree method, String owner) {
      LineMap lines = unit.getLineMap();
      long first = lines.getLineNumber(positions.getStartPosition(unit, method));
      long last = lines.getLineNumber(positions.getEndPosition(unit, method));
      String file = CHECKOUT.name(Path.of(unit.getSourceFile().toUri()));
      return new Method(
          file + ":" + first,
          owner,
          method.getName().toString(),
          (int) (last - first + 1),
          method.getParameters().size(),
          file.contains("src/main/java"));
    }
  }
}
