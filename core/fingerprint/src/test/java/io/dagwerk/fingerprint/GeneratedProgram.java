package io.dagwerk.fingerprint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/// A random program as a graph that knows by itself which function reaches which node, and that can
/// be edited and written as Java.
final class GeneratedProgram {
  static final int FUNCTIONS = 3;
  private static final int CLASSES = 4;

  /// The shape of code that holds a node's value and makes its calls.
  enum Shape {
    STATIC,
    INSTANCE,
    LAMBDA,
    COMPUTED_FIELD,
    CONSTANT,
    RECORD,
    ENUM,
    INTERFACE,
    ANONYMOUS,
    SWITCH,
    TEXT
  }

  /// What an edit was, and the functions whose behaviour it can change.
  record Edit(String what, Set<Integer> functions) {}

  private static final class Node {
    final int id;
    final Shape shape;
    final int home;
    int value;
    final List<Integer> calls = new ArrayList<>();

    /// Calls that the code has but never makes, back up the graph.
    final List<Integer> never = new ArrayList<>();

    Node(int id, Shape shape, int home, int value) {
      this.id = id;
      this.shape = shape;
      this.home = home;
      this.value = value;
    }
  }

  private final Random random;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Integer> entries = new ArrayList<>();
  private final List<List<String>> additions = new ArrayList<>();
  private long order = 0;
  private int added = 0;

  GeneratedProgram(Random random) {
    this.random = random;
    int count = 8 + random.nextInt(8);
    for (int id = 0; id < count; id++) {
      Shape shape = Shape.values()[random.nextInt(Shape.values().length)];
      nodes.add(new Node(id, shape, random.nextInt(CLASSES), 10 + random.nextInt(80)));
    }
    for (Node node : nodes) {
      for (int i = 0; i < 2 && node.id + 1 < count; i++) {
        if (random.nextInt(3) > 0) {
          node.calls.add(node.id + 1 + random.nextInt(count - node.id - 1));
        }
      }
      if (random.nextInt(4) == 0) {
        node.never.add(random.nextInt(count));
      }
    }
    for (int i = 0; i < FUNCTIONS; i++) {
      entries.add(random.nextInt(Math.min(count, 5)));
    }
    for (int i = 0; i < CLASSES; i++) {
      additions.add(new ArrayList<>());
    }
  }

  /// Changes the program in one place.
  Edit edit() {
    Node node = nodes.get(random.nextInt(nodes.size()));
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> {
        node.value = node.value + 1 + random.nextInt(9);
        yield new Edit("value of " + node.id + ", " + node.shape, reaching(node.id));
      }
      case 3 -> {
        int target = random.nextInt(nodes.size());
        Set<Integer> functions = reaching(node.id);
        node.never.add(target);
        yield new Edit("new call from " + node.id + " to " + target, functions);
      }
      case 4 -> {
        order = random.nextLong();
        yield new Edit("order of members", new TreeSet<>());
      }
      case 5 -> addition("// a remark\n\n\n");
      case 6 -> addition("static final Object FREE$ = new Object() { int x = $; };");
      default -> addition("static Runnable free$() { return () -> System.out.println($); }");
    };
  }

  /// Adds something to a class that nothing in the program refers to.
  private Edit addition(String member) {
    String numbered = member.replace("$", Integer.toString(++added));
    additions.get(random.nextInt(CLASSES)).add(numbered);
    return new Edit("added " + numbered.strip(), new TreeSet<>());
  }

  SequencedMap<String, String> sources() {
    SequencedMap<String, String> sources = new LinkedHashMap<>();
    StringBuilder main =
        new StringBuilder("import io.dagwerk.fingerprint.Task;\npublic class Main {\n");
    for (int i = 0; i < FUNCTIONS; i++) {
      main.append(
          "  public static Task<Integer, Integer> f%d() { return x -> %s; }\n"
              .formatted(i, call(nodes.get(entries.get(i)), "x")));
    }
    sources.put("Main", main.append("}\n").toString());
    for (int home = 0; home < CLASSES; home++) {
      List<String> members = new ArrayList<>();
      for (Node node : nodes) {
        if (node.home == home) {
          members.add(member(node));
        }
      }
      if (order != 0) {
        Collections.shuffle(members, new Random(order));
      }
      members.addAll(0, additions.get(home));
      sources.put(
          "C" + home, "class C%d {\n  %s\n}\n".formatted(home, String.join("\n  ", members)));
    }
    return sources;
  }

  private Set<Integer> reaching(int target) {
    TreeSet<Integer> functions = new TreeSet<>();
    for (int function = 0; function < FUNCTIONS; function++) {
      TreeSet<Integer> seen = new TreeSet<>();
      visit(entries.get(function), seen);
      if (seen.contains(target)) {
        functions.add(function);
      }
    }
    return functions;
  }

  private void visit(int id, Set<Integer> seen) {
    if (seen.add(id)) {
      nodes.get(id).calls.forEach(each -> visit(each, seen));
      nodes.get(id).never.forEach(each -> visit(each, seen));
    }
  }

  private static String call(Node node, String argument) {
    String home = "C" + node.home + ".";
    return switch (node.shape) {
      case INSTANCE -> "new C%d().n%d(%s)".formatted(node.home, node.id, argument);
      case RECORD -> "new %sR%d(%s).n%d()".formatted(home, node.id, argument, node.id);
      case ENUM -> "%sE%d.A.n%d(%s)".formatted(home, node.id, node.id, argument);
      case INTERFACE -> "%smake%d().n%d(%s)".formatted(home, node.id, node.id, argument);
      case STATIC, LAMBDA, COMPUTED_FIELD, CONSTANT, ANONYMOUS, SWITCH, TEXT ->
          "%sn%d(%s)".formatted(home, node.id, argument);
    };
  }

  private String calls(Node node, String argument) {
    StringBuilder text = new StringBuilder();
    for (int id : node.calls) {
      text.append(" + 3 * ").append(call(nodes.get(id), argument));
    }
    for (int id : node.never) {
      text.append(" + (")
          .append(argument)
          .append(" == Integer.MIN_VALUE ? ")
          .append(call(nodes.get(id), argument))
          .append(" : 0)");
    }
    return text.toString();
  }

  private String member(Node node) {
    String template =
        switch (node.shape) {
          case STATIC -> "static int n$(int x) { return x * 3 + VALUE CALLS; }";
          case INSTANCE -> "int n$(int x) { return x * 5 + VALUE CALLS; }";
          case LAMBDA ->
              "static int n$(int x) { java.util.function.IntUnaryOperator f ="
                  + " y -> y - VALUE CALLSY; return f.applyAsInt(x); }";
          case COMPUTED_FIELD ->
              "static final Integer K$ = Integer.valueOf(VALUE);"
                  + " static int n$(int x) { return x + K$ CALLS; }";
          case CONSTANT ->
              "static final int K$ = VALUE; static int n$(int x) { return x - K$ CALLS; }";
          case RECORD -> "record R$(int x) { int n$() { return x + VALUE CALLS; } }";
          case ENUM ->
              "enum E$ { A(VALUE); final int w; E$(int w) { this.w = w; }"
                  + " int n$(int x) { return x + w CALLS; } }";
          case INTERFACE ->
              "interface I$ { int n$(int x); } static final class P$ implements I$ {"
                  + " public int n$(int x) { return x ^ VALUE CALLS; } }"
                  + " static final class Q$ implements I$ { public int n$(int x) { return x; } }"
                  + " static I$ make$() { return new P$(); }";
          case ANONYMOUS ->
              "static int n$(int x) { return new Object() {"
                  + " int go(int y) { return y + VALUE CALLSY; } }.go(x); }";
          case SWITCH ->
              "static int n$(int x) { int s = switch (x & 3) { case 0 -> VALUE; case 1 -> 2;"
                  + " default -> x + VALUE; }; return s CALLS; }";
          case TEXT -> "static int n$(int x) { return (\"t VALUE \" + x).hashCode() CALLS; }";
        };
    return template
        .replace("$", Integer.toString(node.id))
        .replace("VALUE", Integer.toString(node.value))
        .replace("CALLSY", calls(node, "y"))
        .replace("CALLS", calls(node, "x"));
  }
}
