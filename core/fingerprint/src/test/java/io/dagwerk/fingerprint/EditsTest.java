package io.dagwerk.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A table of edits of one program: those that change what its function does, and those that don't.
class EditsTest {
  private static final String SHOP =
      """
      import io.dagwerk.fingerprint.Task;
      import java.util.List;

      public class Shop {
        // fields
        static final int LOCAL = Integer.parseInt("7");
        static final String UNREAD = "un".concat("read");

        // definitions
        public static Task<List<Order>, Report> function() {
          return Shop::report;
        }

        // report
        static Report report(List<Order> orders) {
          int total = 0;
          for (Order order : orders) {
            total += order.cents() + Prices.of(order.kind());
          }
          assert total >= 0;
          Shape shape = new Square(total);
          Runnable hook = () -> System.out.println("done: " + LOCAL);
          hook.run();
          return new Report("total " + total, shape.area() + shape.edges(), new Counter() {
            public int count() { return 3; }
          }.count());
        }

        // helpers
        static int unused(int number) {
          java.util.function.IntUnaryOperator plus = x -> x + 1;
          return plus.applyAsInt(number);
        }
      }
      """;
  private static final String PRICES =
      """
      class Prices {
        static int of(Kind kind) {
          return switch (kind) { case SMALL -> Rates.small(); case LARGE -> Rates.large() + 1; };
        }
        // more
      }
      """;
  private static final String RATES =
      """
      class Rates {
        static int small() { return Deep.value(1); }
        static int large() { return Deep.value(2); }
      }
      """;
  private static final String DEEP =
      """
      class Deep {
        private static final int FACTOR = 5;
        static int value(int size) { return size * FACTOR; }
        static int other() { return 9; }
      }
      """;
  private static final String TYPES =
      """
      record Order(String id, Kind kind, int cents) {}
      record Report(String text, int area, int count) {}
      enum Kind { SMALL("s"), LARGE("l"); final String code; Kind(String code) { this.code = code; } }
      interface Counter { int count(); }
      interface Shape { int area(); default int edges() { return corners() + 0; } int corners(); }
      abstract class Figure implements Shape { public int corners() { return 4; } }
      final class Square extends Figure {
        private final int side;
        Square(int side) { this.side = side; }
        public int area() { return side * side; }
      }
      class Unrelated { int number() { return 1; } }
      """;

  record Edit(String name, String file, String from, String to) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Fingerprint original = new Fingerprint.Unknown("not compiled yet");

  @TempDir Path folder;

  @BeforeAll
  static void compileTheOriginal(@TempDir Path folder) throws IOException {
    original = fingerprint(folder, sources());
  }

  static Stream<Edit> changing() {
    return Stream.of(
        new Edit("a constant three calls away", "Deep", "FACTOR = 5", "FACTOR = 6"),
        new Edit("an operator three calls away", "Deep", "size * FACTOR", "size + FACTOR"),
        new Edit("the body of a lambda", "Shop", "done: ", "ready: "),
        new Edit("a static final field read by a lambda", "Shop", "(\"7\")", "(\"8\")"),
        new Edit("a string in a concatenation", "Shop", "total \" + total", "sum \" + total"),
        new Edit("an anonymous class", "Shop", "return 3", "return 4"),
        new Edit(
            "a switch's label",
            "Prices",
            "case SMALL -> Rates.small(); case LARGE ->",
            "case LARGE -> Rates.small(); case SMALL ->"),
        new Edit("a switch's branch", "Prices", "large() + 1", "large() + 2"),
        new Edit(
            "a record's component order", "Types", "String id, Kind kind", "Kind kind, String id"),
        new Edit("a record component's type", "Types", "int cents", "short cents"),
        new Edit(
            "an overridden accessor",
            "Types",
            "int cents) {}",
            "int cents) { public int cents() { return 1; } }"),
        new Edit(
            "a checking constructor",
            "Types",
            "int cents) {}",
            "int cents) { Order { if (cents < 0) cents = 0; } }"),
        new Edit("an argument of an enum constant", "Types", "LARGE(\"l\")", "LARGE(\"x\")"),
        new Edit("a method of a superclass", "Types", "return 4", "return 5"),
        new Edit("a default method", "Types", "corners() + 0", "corners() + 1"),
        new Edit(
            "a new override",
            "Types",
            "public int area()",
            "public int edges() { return 2; } public int area()"),
        new Edit(
            "an accessor of the result",
            "Types",
            "int area, int count) {}",
            "int area, int count) { public int area() { return -area; } }"),
        new Edit(
            "a result's text",
            "Types",
            "int area, int count) {}",
            "int area, int count) { public String toString() { return \"\"; } }"));
  }

  static Stream<Edit> harmless() {
    return Stream.of(
        new Edit("nothing", "Shop", "// report", "// report"),
        new Edit("a comment", "Shop", "// report", "// The report of all orders."),
        new Edit("line numbers", "Deep", "class Deep {", "\n\n\nclass Deep {\n\n"),
        new Edit("a local variable's name", "Shop", "shape", "figure"),
        new Edit("a parameter's name", "Deep", "int size) { return size", "int n) { return n"),
        new Edit(
            "the order of methods",
            "Rates",
            "static int small() { return Deep.value(1); }\n  static int large() { return Deep.value(2); }",
            "static int large() { return Deep.value(2); }\n  static int small() { return Deep.value(1); }"),
        new Edit(
            "a lambda added before",
            "Shop",
            "// definitions",
            "static Runnable first() { return () -> System.out.println(); }"),
        new Edit(
            "an anonymous class added before",
            "Shop",
            "// definitions",
            "static Object first() { return new Object() { int x = 1; }; }"),
        new Edit(
            "an enum switch added before",
            "Prices",
            "static int of",
            "static int before(Kind k) { switch (k) { case LARGE: return 1; default: return 2; } }\n"
                + "static int of"),
        new Edit(
            "a switch over another enum",
            "Prices",
            "// more",
            "static int on(java.time.DayOfWeek d) { switch (d) { case MONDAY: return 1; default: return 2; } }"),
        new Edit("a static field", "Shop", "// fields", "static final Object NEW = new Object();"),
        new Edit("an unread field's value", "Shop", "un\"", "never \""),
        new Edit(
            "an assertion in another method",
            "Shop",
            "return plus",
            "assert number > 0; return plus"),
        new Edit("an instance field", "Shop", "// fields", "int mine = 4;"),
        new Edit("another method's body", "Shop", "x + 1", "x + 2"),
        new Edit("another helper's constant", "Deep", "return 9", "return 10"),
        new Edit(
            "another method",
            "Deep",
            "static int other",
            "static int more() { return 3; } static int other"),
        new Edit("an unrelated class", "Types", "return 1; }", "return 2; }"),
        new Edit("a new class", "Types", "class Unrelated", "class Fresh {} class Unrelated"),
        new Edit("an annotation", "Deep", "static int value", "@Deprecated static int value"));
  }

  @ParameterizedTest
  @MethodSource("changing")
  void anEditOfReachedCodeChangesTheFingerprint(Edit edit) throws IOException {
    assertThat(edited(edit)).isNotEqualTo(original);
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void anEditOfOtherCodeKeepsTheFingerprint(Edit edit) throws IOException {
    assertThat(edited(edit)).isEqualTo(original);
  }

  @Test
  void explainsWhatItCovers() throws IOException {
    try (CompiledSources compiled = CompiledSources.compile(folder, sources())) {
      Coverage coverage = new Fingerprints().explain(compiled.function("Shop", "function"));
      assertThat(coverage.fingerprint()).isInstanceOf(Fingerprint.Known.class);
      assertThat(coverage.methods())
          .contains("Shop.report", "Prices.of", "Rates.large", "Deep.value", "Figure.corners")
          .doesNotContain("Deep.other", "Shop.unused", "Unrelated.number");
      assertThat(coverage.constants()).containsSubsequence(List.of("Shop.LOCAL"));
      assertThat(coverage.classes()).contains("Order", "Square").doesNotContain("Unrelated");
      assertThat(coverage.libraries()).isEmpty();
    }
  }

  private Fingerprint edited(Edit edit) throws IOException {
    SequencedMap<String, String> sources = sources();
    String text = sources.getOrDefault(edit.file(), "");
    assertThat(text).contains(edit.from());
    sources.put(edit.file(), text.replace(edit.from(), edit.to()));
    return fingerprint(folder.resolve("edited"), sources);
  }

  private static Fingerprint fingerprint(Path classes, SequencedMap<String, String> sources)
      throws IOException {
    try (CompiledSources compiled = CompiledSources.compile(classes, sources)) {
      Fingerprint fingerprint = new Fingerprints().of(compiled.function("Shop", "function"));
      assertThat(fingerprint).isInstanceOf(Fingerprint.Known.class);
      return fingerprint;
    }
  }

  private static SequencedMap<String, String> sources() {
    SequencedMap<String, String> sources = new LinkedHashMap<>();
    sources.put("Shop", SHOP);
    sources.put("Prices", PRICES);
    sources.put("Rates", RATES);
    sources.put("Deep", DEEP);
    sources.put("Types", TYPES);
    return sources;
  }
}
