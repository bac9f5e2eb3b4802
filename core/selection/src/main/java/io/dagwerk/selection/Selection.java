package io.dagwerk.selection;

import io.dagwerk.model.Nearest;
import io.dagwerk.selection.SelectionGraph.Item;
import io.dagwerk.selection.SelectionGraph.Labels;
import io.dagwerk.selection.SelectionTerm.All;
import io.dagwerk.selection.SelectionTerm.AnyOf;
import io.dagwerk.selection.SelectionTerm.Both;
import io.dagwerk.selection.SelectionTerm.Labeled;
import io.dagwerk.selection.SelectionTerm.Lineage;
import io.dagwerk.selection.SelectionTerm.Named;
import io.dagwerk.selection.SelectionTerm.Not;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A text that chooses some of a graph: ops of a job, assets, or steps of a run. Immutable.
///
/// | text | means |
/// |---|---|
/// | `a`, `pre_*_x`, `key:"pre_*"` | those of the name; `*` stands for any letters |
/// | `m[2001-01-31]`, `m[?]` | a step with its key; every step of `m` |
/// | `+a`, `a+`, `*a`, `a*` | and everything before, or after, it |
/// | `2+a`, `a+3`, `++a`, `a+++` | and so many layers |
/// | `group:g`, `kind:k`, `owner:o`, `tag:t`, `tag:t=v` | those that are labeled so |
/// | `x and y`, `x or y`, `x, y`, `not x`, `( )` | as they read; `not` binds most, then `and` |
/// | `*` | everything |
///
/// A `*` at the start or the end of a bare word asks for lineage; as a part of the name it is
/// written within it, or in `key:`. What nothing matches is an error that names the nearest.
public final class Selection {
  private static final int LONGEST = 100_000;

  private final String text;
  private final SelectionTerm term;

  private Selection(String text, SelectionTerm term) {
    this.text = text;
    this.term = term;
  }

  /// @throws InvalidSelection when the text is no selection; the message says where and why
  public static Selection parse(String text) {
    if (text.length() > LONGEST) {
      throw new InvalidSelection(
          List.of(
              "a selection has at most %d characters, but found %d"
                  .formatted(LONGEST, text.length())));
    }
    return new Selection(text, SelectionParser.parse(text));
  }

  /// The chosen names, in the order of the graph; there may be none.
  ///
  /// @throws InvalidSelection when a term matches nothing; all such terms are told
  public SequencedSet<String> resolve(SelectionGraph graph) {
    List<String> problems = new ArrayList<>();
    BitSet chosen = resolve(term, graph, problems);
    if (!problems.isEmpty()) {
      throw new InvalidSelection(problems);
    }
    return chosen.stream()
        .mapToObj(i -> graph.items().get(i).name())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private BitSet resolve(SelectionTerm current, SelectionGraph graph, List<String> problems) {
    return switch (current) {
      case All _ -> graph.listed();
      case Named named -> named(named, graph, problems);
      case Labeled labeled -> labeled(labeled, graph, problems);
      case Lineage(SelectionTerm of, int up, int down) -> {
        BitSet from = resolve(of, graph, problems);
        BitSet all = graph.before(from, up);
        all.or(graph.after(from, down));
        yield all;
      }
      case Both(SelectionTerm left, SelectionTerm right) -> {
        BitSet both = resolve(left, graph, problems);
        both.and(resolve(right, graph, problems));
        yield both;
      }
      case AnyOf(List<SelectionTerm> terms) -> {
        BitSet any = new BitSet();
        terms.forEach(each -> any.or(resolve(each, graph, problems)));
        yield any;
      }
      case Not(SelectionTerm inner) -> {
        BitSet rest = graph.listed();
        rest.andNot(resolve(inner, graph, problems));
        yield rest;
      }
    };
  }

  private BitSet named(Named named, SelectionGraph graph, List<String> problems) {
    BitSet found = new BitSet();
    graph.find(named.name()).ifPresent(found::set);
    if (found.isEmpty() && (named.name().contains("*") || named.name().endsWith("[?]"))) {
      match(pattern(named.name()), graph, found);
    }
    if (found.isEmpty()) {
      match(Pattern.compile(Pattern.quote(named.name() + "[") + ".*"), graph, found);
    }
    if (found.isEmpty()) {
      List<String> names = graph.items().stream().map(Item::name).toList();
      problems.add(
          problem(
              named.at(),
              "no %s is called '%s'%s"
                  .formatted(graph.noun(), named.name(), Nearest.hint(named.name(), names))));
    }
    return found;
  }

  private static void match(Pattern pattern, SelectionGraph graph, BitSet found) {
    List<Item> items = graph.items();
    for (int i = 0; i < items.size(); i++) {
      if (pattern.matcher(items.get(i).name()).matches()) {
        found.set(i);
      }
    }
  }

  /// `*` is any text, and so is the key `?`.
  private static Pattern pattern(String name) {
    String wild = name.endsWith("[?]") ? name.substring(0, name.length() - 3) + "[*]" : name;
    return Pattern.compile(
        Stream.of(wild.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  private BitSet labeled(Labeled labeled, SelectionGraph graph, List<String> problems) {
    BitSet found = new BitSet();
    BitSet listed = graph.listed();
    List<Item> items = graph.items();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      if (listed.get(i) && isLabeled(item.labels(), labeled)) {
        found.set(i);
      }
    }
    if (found.isEmpty()) {
      String written = written(labeled);
      List<String> known =
          items.stream().flatMap(item -> values(item.labels(), labeled)).distinct().toList();
      problems.add(
          problem(
              labeled.at(),
              "no %s has the %s '%s'%s"
                  .formatted(
                      graph.noun(),
                      labeled.label().name().toLowerCase(Locale.ROOT),
                      written,
                      Nearest.hint(written, known))));
    }
    return found;
  }

  private static boolean isLabeled(Labels labels, Labeled wanted) {
    return values(labels, wanted).anyMatch(written(wanted)::equals);
  }

  private static String written(Labeled wanted) {
    return wanted.name() + wanted.value().map(value -> "=" + value).orElse("");
  }

  private static Stream<String> values(Labels labels, Labeled wanted) {
    return switch (wanted.label()) {
      case GROUP -> labels.group().stream();
      case KIND -> labels.kinds().stream();
      case OWNER -> labels.owners().stream();
      case TAG ->
          wanted.value().isEmpty()
              ? labels.tags().sequencedKeySet().stream()
              : labels.tags().entrySet().stream().map(tag -> tag.getKey() + "=" + tag.getValue());
    };
  }

  private String problem(int at, String what) {
    return "selection '%s', character %d: %s".formatted(text, at, what);
  }

  /// The text it was parsed from.
  @Override
  public String toString() {
    return text;
  }
}
