package io.dagwerk.selection;

import io.dagwerk.model.Ordered;
import io.dagwerk.selection.SelectionGraph.Item;
import io.dagwerk.selection.SelectionGraph.Labels;
import io.dagwerk.selection.SelectionGraph.Reach;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// A random graph, and selections of it with what walking it from node to node finds.
record WalkedGraph(Map<String, Node> nodes) {
  private static final List<String> COLORS = List.of("red", "green", "blue");

  /// A node with one label of each sort.
  record Node(Set<String> upstream, String color, String size) {}

  /// A selection, and the names that it means.
  record Expected(String text, Set<String> names) {}

  static WalkedGraph random(Random random) {
    Map<String, Node> nodes = new LinkedHashMap<>();
    for (int i = 0; i < random.nextInt(1, 14); i++) {
      Set<String> upstream = new TreeSet<>();
      for (String before : nodes.keySet()) {
        if (random.nextInt(4) == 0) {
          upstream.add(before);
        }
      }
      nodes.put("n" + i, new Node(upstream, color(random), String.valueOf(random.nextInt(3))));
    }
    return new WalkedGraph(nodes);
  }

  private static String color(Random random) {
    return COLORS.get(random.nextInt(COLORS.size()));
  }

  SelectionGraph selectable() {
    List<Item> items = new ArrayList<>();
    nodes.forEach((name, node) -> items.add(item(name, node)));
    return new SelectionGraph("asset", items);
  }

  private static Item item(String name, Node node) {
    Optional<String> color = Optional.of(node.color());
    Labels labels =
        new Labels(
            color,
            color,
            List.of(node.color()),
            List.of(node.color()),
            Ordered.copyOf(Map.of("size", node.size())));
    return new Item(name, labels, List.copyOf(node.upstream()), Reach.LISTED);
  }

  Expected term(Random random, int depth) {
    return depth == 0 ? leaf(random) : inner(random, depth);
  }

  private Expected leaf(Random random) {
    List<String> all = List.copyOf(nodes.keySet());
    String name = all.get(random.nextInt(all.size()));
    Node node = node(name);
    return switch (random.nextInt(8)) {
      case 0 -> new Expected("*", new TreeSet<>(all));
      case 1 -> {
        String start = name.substring(0, 2);
        yield new Expected("key:\"%s*\"".formatted(start), those(each -> each.startsWith(start)));
      }
      case 2 -> colored("group:" + node.color(), node);
      case 3 -> colored("kind:\"" + node.color() + "\"", node);
      case 4 -> colored("owner:'" + node.color() + "' or location:" + node.color(), node);
      case 5 ->
          new Expected(
              "tag:size=" + node.size(), those(each -> node(each).size().equals(node.size())));
      default -> new Expected(name, Set.of(name));
    };
  }

  private Expected colored(String text, Node like) {
    return new Expected(text, those(each -> node(each).color().equals(like.color())));
  }

  private Node node(String name) {
    return Objects.requireNonNull(nodes.get(name), name);
  }

  private Set<String> those(Predicate<String> wanted) {
    Set<String> found = new TreeSet<>(nodes.keySet());
    found.removeIf(wanted.negate());
    return found;
  }

  private Expected inner(Random random, int depth) {
    Expected left = term(random, depth - 1);
    Expected right = term(random, random.nextInt(depth));
    Set<String> found = new TreeSet<>(left.names());
    int layers = random.nextInt(1, 4);
    return switch (random.nextInt(10)) {
      case 0 -> {
        found.retainAll(right.names());
        yield new Expected("(%s) and (%s)".formatted(left.text(), right.text()), found);
      }
      case 1 -> {
        found.addAll(right.names());
        yield new Expected("((%s) or %s)".formatted(left.text(), right.text()), found);
      }
      case 2 -> {
        found.addAll(right.names());
        yield new Expected("%s, %s".formatted(left.text(), right.text()), found);
      }
      case 3 -> {
        found = new TreeSet<>(nodes.keySet());
        found.removeAll(left.names());
        yield new Expected("not (%s)".formatted(left.text()), found);
      }
      case 4 -> new Expected("+(%s)".formatted(left.text()), near(found, -nodes.size()));
      case 5 -> new Expected("(%s)+".formatted(left.text()), near(found, nodes.size()));
      case 6 -> new Expected("%d+(%s)".formatted(layers, left.text()), near(found, -layers));
      case 7 -> new Expected("(%s)+%d".formatted(left.text(), layers), near(found, layers));
      case 8 ->
          new Expected(
              "roots(%s)".formatted(left.text()),
              keeping(near(found, -nodes.size()), each -> neighbors(each, -1).isEmpty()));
      default ->
          new Expected(
              "sinks(%s)".formatted(left.text()),
              keeping(near(found, nodes.size()), each -> neighbors(each, 1).isEmpty()));
    };
  }

  private static Set<String> keeping(Set<String> names, Predicate<String> wanted) {
    names.removeIf(wanted.negate());
    return names;
  }

  /// These and what lies so many steps after them, or before them when it is less than none.
  private Set<String> near(Set<String> from, int steps) {
    Set<String> found = new TreeSet<>(from);
    for (int i = 0; i < Math.abs(steps); i++) {
      for (String name : List.copyOf(found)) {
        found.addAll(neighbors(name, steps));
      }
    }
    return found;
  }

  private Set<String> neighbors(String name, int direction) {
    return direction < 0
        ? node(name).upstream()
        : those(each -> node(each).upstream().contains(name));
  }
}
