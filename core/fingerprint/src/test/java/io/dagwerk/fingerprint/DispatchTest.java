package io.dagwerk.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each program reaches its `MARK` in one way; editing the mark must change the fingerprint. An
/// `ASIDE` is reached in no way; editing it must not.
class DispatchTest {
  record Program(String name, String body) {
    @Override
    public String toString() {
      return name;
    }
  }

  @TempDir Path folder;

  static Stream<Program> reached() {
    return Stream.of(
        program(
            "recursion",
            "return even(s.length()); } static boolean even(int n) { return n == 0 || odd(n - 1); }"
                + " static boolean odd(int n) { return n == MARK || even(n - 1);"),
        program(
            "a sealed interface of values made here",
            "Shape shape = new Square(); return shape.area(); } sealed interface Shape permits Square, Round { int area(); }"
                + " record Square() implements Shape { public int area() { return MARK; } }"
                + " record Round() implements Shape { public int area() { return ASIDE; }"),
        program(
            "one of several implementations, made here",
            "Shape shape = s.isEmpty() ? null : new Square(); return shape.area(); } interface Shape { int area(); }"
                + " record Square() implements Shape { public int area() { return MARK; } }"
                + " record Round() implements Shape { public int area() { return ASIDE; }"),
        program(
            "a lambda of an own interface",
            "Shape shape = () -> MARK; return shape.area(); } interface Shape { int area(); "),
        program(
            "a lambda in a lambda",
            "Task<String, Task<String, Integer>> t = a -> b -> MARK; return t.apply(s).apply(s);"),
        program(
            "a comparator",
            "return java.util.List.of(s, s).stream().sorted(new ByMark()).toList(); }"
                + " static class ByMark implements java.util.Comparator<String> {"
                + " public int compare(String a, String b) { return MARK; } int aside() { return ASIDE; }"),
        program(
            "a call-back inherited from an own class",
            "return \"\" + new Low(); } static class High { public String toString() { return \"\" + MARK; } }"
                + " static class Low extends High { int aside() { return ASIDE; }"),
        program(
            "a call-back by a default method",
            "Runnable r = new Low(); r.run(); return 1; } interface High extends Runnable { default void run() { go(); } void go(); }"
                + " static class Low implements High { public void go() { System.out.println(MARK); }"),
        program(
            "an object in a collection",
            "java.util.List<Part> all = new java.util.ArrayList<>(); all.add(new Part()); return all.get(0).size(); }"
                + " static class Part { int size() { return MARK; } int aside() { return ASIDE; }"),
        program(
            "a generic superclass",
            "return new Low().twice(s); } abstract static class High<T> { abstract int one(T t); int twice(T t) { return one(t) * 2; } }"
                + " static class Low extends High<String> { int one(String s) { return MARK; }"),
        program(
            "an enum constant's own body",
            "return Op.valueOf(s).of(1); } enum Op { PLUS { int of(int n) { return n + MARK; } }; abstract int of(int n);"),
        program(
            "a static block",
            "return TABLE.get(s); } static final java.util.Map<String, Integer> TABLE;"
                + " static { var m = new java.util.HashMap<String, Integer>(); m.put(\"a\", MARK); TABLE = java.util.Map.copyOf(m);"),
        program(
            "a static block that fills an array",
            "return TABLE[0]; } static final int[] TABLE = new int[3]; static { TABLE[0] = MARK;"),
        program(
            "a constant by way of a constant",
            "return B; } static final Integer A = Integer.valueOf(MARK); static final Integer X = Integer.valueOf(ASIDE);"
                + " static final Integer B = A + 1; static {"),
        program(
            "a conditional initialiser",
            "return A; } static final Integer A = Math.random() < 0 ? Integer.valueOf(MARK) : null; static {"),
        program(
            "a pattern switch",
            "Object o = s; return switch (o) { case String t when t.length() == MARK -> 1; case Integer i -> 2; default -> 3; };"),
        program(
            "a switch over strings", "switch (s) { case \"a\": return MARK; default: return 2; }"),
        program(
            "an exception handler",
            "try { return Integer.parseInt(s); } catch (NumberFormatException e) { return MARK; }"),
        program(
            "an own exception",
            "try { throw new Bad(); } catch (Bad e) { return e.getMessage(); } }"
                + " static class Bad extends RuntimeException { public String getMessage() { return \"\" + MARK; }"),
        program(
            "an inner class",
            "return new F().new In().get(); } int n = MARK; class In { int get() { return n; }"),
        program(
            "a local record",
            "record Row(int n) { int twice() { return n * MARK; } } return new Row(1).twice();"),
        program(
            "a closed resource",
            "try (Res r = new Res()) { return 1; } } static class Res implements AutoCloseable { public void close() { System.out.println(MARK); }"),
        program(
            "a superclass's initialiser",
            "return new Low().n; } static class High { final int n; High() { n = MARK; } } static class Low extends High {"),
        program(
            "a class handed to others",
            "return java.util.Map.of(Row.class, s); } record Row(int n) { Row { if (n > MARK) { throw new IllegalStateException(); } }"));
  }

  static Stream<Program> given() {
    return Stream.of(
        new Program(
            "a subclass of what is given",
            "static int run(Store s) { return s.read(); } static class Store { int read() { return 1; } }"
                + " static class Two extends Store { int read() { return MARK; } int aside() { return ASIDE; } }"
                + " static Task<Store, Integer> function() { return F::run; }"),
        new Program(
            "the one implementation of what is given",
            "static int run(Store s) { return s.read(); } interface Store { int read(); int size(); }"
                + " record One() implements Store { public int read() { return MARK; } public int size() { return ASIDE; } }"
                + " static Task<Store, Integer> function() { return F::run; }"),
        new Program(
            "a sealed type that is given",
            "static int run(Store s) { return s.read(); } sealed interface Store { int read(); }"
                + " record One() implements Store { public int read() { return 1; } }"
                + " record Two() implements Store { public int read() { return MARK; } }"
                + " static Task<Store, Integer> function() { return F::run; }"),
        new Program(
            "a constructor by reference",
            "record Row(String s) { Row { System.out.println(MARK); } } static Task<String, Object> function() { return Row::new; }"),
        new Program(
            "a method of what is given",
            "record Row(String s) { int size() { return MARK; } int aside() { return ASIDE; } }"
                + " static Task<Row, Object> function() { return Row::size; }"),
        new Program(
            "a function that is an object",
            "static final class Fun implements Task<String, Object> { public Object apply(String s) { return MARK; }"
                + " static int aside() { return ASIDE; } } static Task<String, Object> function() { return new Fun(); }"),
        new Program(
            "a captured function",
            "static Task<String, Object> function() { Task<String, Object> inner = s -> MARK; return s -> inner.apply(s); }"),
        new Program(
            "a captured object's class",
            "static class Box { final int n = 1; int get() { return MARK; } int aside() { return ASIDE; } }"
                + " static Task<String, Integer> function() { Box box = new Box(); return s -> box.get(); }"),
        new Program(
            "a captured enum",
            "enum Size { SMALL(MARK); final int n; Size(int n) { this.n = n; } }"
                + " static Task<String, Object> function() { Size size = Size.valueOf(\"SMALL\"); return s -> size.n; }"));
  }

  @ParameterizedTest
  @MethodSource({"reached", "given"})
  void whatIsReachedCountsAndNothingElse(Program program) throws IOException {
    Fingerprint before = fingerprint("before", program, 71, 81);
    assertThat(before).isInstanceOf(Fingerprint.Known.class);
    assertThat(fingerprint("marked", program, 72, 81)).isNotEqualTo(before);
    assertThat(fingerprint("aside", program, 71, 82)).isEqualTo(before);
  }

  private Fingerprint fingerprint(String name, Program program, int mark, int aside)
      throws IOException {
    String body =
        program
            .body()
            .replace("MARK", Integer.toString(mark))
            .replace("ASIDE", Integer.toString(aside));
    var source = Map.of("F", "import io.dagwerk.fingerprint.Task; public class F { " + body + " }");
    try (CompiledSources compiled =
        CompiledSources.compile(folder.resolve(name), new LinkedHashMap<>(source))) {
      return new Fingerprints().of(compiled.function("F", "function"));
    }
  }

  private static Program program(String name, String body) {
    return new Program(
        name,
        "static String run(String s) throws Exception { return \"\" + go(s); }"
            + " static Object go(String s) throws Exception { "
            + body
            + " } static Task<String, String> function() { return F::run; }");
  }
}
