package io.dagwerk.selection;

import io.dagwerk.model.Nearest;
import io.dagwerk.selection.SelectionGraph.Item;
import io.dagwerk.selection.SelectionTerm.All;
import io.dagwerk.selection.SelectionTerm.AllOf;
import io.dagwerk.selection.SelectionTerm.AnyOf;
import io.dagwerk.selection.SelectionTerm.Label;
import io.dagwerk.selection.SelectionTerm.Labeled;
import io.dagwerk.selection.SelectionTerm.Lineage;
import io.dagwerk.selection.SelectionTerm.Named;
import io.dagwerk.selection.SelectionTerm.Not;
import io.dagwerk.selection.SelectionTerm.Roots;
import io.dagwerk.selection.SelectionTerm.Sinks;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Finds the places of a graph's items that a selection chooses.
final class Resolution {
  private static final int MOST_PROBLEMS = 20;
  private static final String ANY_KEY = "[?]";

  private final String text;
  private final SelectionGraph graph;
  private final List<String> problems = new ArrayList<>();
  private int untold;

  private Resolution(String text, SelectionGraph graph) {
    this.text = text;
    this.graph = graph;
  }

  /// @param text what the term was read from
  /// @throws InvalidSelection when a part of the term matches nothing; all such parts are told
  static BitSet of(String text, SelectionTerm term, SelectionGraph graph) {
    Resolution resolution = new Resolution(text, graph);
    BitSet chosen = resolution.of(term);
    resolution.stopOnProblems();
    return chosen;
  }

  private void stopOnProblems() {
    if (untold > 0) {
      problems.add("and %d more like these".formatted(untold));
    }
    if (!problems.isEmpty()) {
      throw new InvalidSelection(problems);
    }
  }

  private BitSet of(SelectionTerm term) {
    return switch (term) {
      case All _ -> graph.listed();
      case Named named -> named(named);
      case Labeled labeled -> labeled(labeled);
      case Lineage(SelectionTerm of, int up, int down) -> {
        BitSet from = of(of);
        BitSet all = graph.before(from, up);
        all.or(graph.after(from, down));
        yield all;
      }
      case Roots(SelectionTerm of) -> graph.roots(of(of));
      case Sinks(SelectionTerm of) -> graph.sinks(of(of));
      case AllOf(List<SelectionTerm> terms) -> {
        BitSet all = of(terms.getFirst());
        terms.stream().skip(1).forEach(each -> all.and(of(each)));
        yield all;
      }
      case AnyOf(List<SelectionTerm> terms) -> {
        BitSet any = new BitSet();
        terms.forEach(each -> any.or(of(each)));
        yield any;
      }
      case Not(SelectionTerm inner) -> {
        BitSet rest = graph.listed();
        rest.andNot(of(inner));
        yield rest;
      }
    };
  }

  // Names.

  private BitSet named(Named named) {
    String name = named.name();
    BitSet found = graph.named(name);
    if (found.isEmpty()) {
      found = name.contains("*") || name.endsWith(ANY_KEY) ? matching(name) : parts(name);
    }
    if (found.isEmpty()) {
      problem(named.at(), () -> "no %s is called '%s'".formatted(graph.noun(), name) + hint(name));
    }
    return found;
  }

  /// What belongs to another item is meant only where nothing else is.
  private BitSet matching(String name) {
    Wildcard wildcard =
        new Wildcard(
            name.endsWith(ANY_KEY)
                ? name.substring(0, name.length() - ANY_KEY.length()) + "[*]"
                : name);
    BitSet found = those(item -> wildcard.matches(item.name()));
    BitSet listed = graph.listed();
    listed.and(found);
    return listed.isEmpty() ? found : listed;
  }

  /// The steps of a node by its name, and the ops of a nested graph by its.
  private BitSet parts(String name) {
    return those(item -> isPartOf(item.name(), name));
  }

  private static boolean isPartOf(String name, String whole) {
    return name.length() > whole.length()
        && (name.charAt(whole.length()) == '[' || name.charAt(whole.length()) == '.')
        && name.startsWith(whole);
  }

  private String hint(String name) {
    String nearest = Nearest.hint(name, graph.items().stream().map(Item::name).distinct().toList());
    boolean isStart =
        !name.isEmpty() && graph.items().stream().anyMatch(item -> item.name().startsWith(name));
    return nearest.isEmpty() && isStart
        ? "; for all that begin so, write key:\"%s*\"".formatted(name)
        : nearest;
  }

  private BitSet those(Predicate<Item> wanted) {
    BitSet found = new BitSet();
    List<Item> items = graph.items();
    for (int i = 0; i < items.size(); i++) {
      found.set(i, wanted.test(items.get(i)));
    }
    return found;
  }

  // Labels.

  private BitSet labeled(Labeled wanted) {
    BitSet found = graph.labeled(wanted.label(), wanted.value());
    if (found.isEmpty()) {
      problem(wanted.at(), () -> unlabeled(wanted));
    }
    return found;
  }

  private String unlabeled(Labeled wanted) {
    String label =
        wanted.label() == Label.TAG_VALUE ? "tag" : wanted.label().name().toLowerCase(Locale.ROOT);
    String hint =
        wanted.value().contains("*")
            ? "; '*' stands for any letters in names only"
            : Nearest.hint(wanted.value(), graph.values(wanted.label()));
    return "no %s has the %s '%s'%s".formatted(graph.noun(), label, wanted.value(), hint);
  }

  /// To find the nearest name takes time, so only the first problems are told.
  private void problem(int at, Supplier<String> what) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(InvalidSelection.sentence(text, at, what.get()));
    } else {
      untold++;
    }
  }
}
