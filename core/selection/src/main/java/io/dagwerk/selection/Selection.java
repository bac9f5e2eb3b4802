package io.dagwerk.selection;

import io.dagwerk.selection.SelectionGraph.Item;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// A text that chooses some of a graph: ops of a job, assets, jobs, or steps of a run. Immutable.
///
/// | text | means |
/// |---|---|
/// | `a`, `pre_*_x`, `key:"pre_*"`, `name:'a'` | those of the name; `*` stands for any letters |
/// | `m[2001-01-31]`, `m[?]`, `m` | a step with its key; every step of `m` |
/// | `clean` | every op of the nested graph `clean` |
/// | `+a`, `a+`, `*a`, `a*` | and everything before, or after, it |
/// | `2+a`, `a+3`, `++a`, `a+++` | and so many layers |
/// | `roots(x)`, `sinks(x)` | where the lineage of `x` begins, or ends |
/// | `group:g`, `kind:k`, `owner:o`, `location:l`, `tag:t`, `tag:t=v` | those that are labeled so |
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
          "a selection has at most %d characters, but found %d".formatted(LONGEST, text.length()));
    }
    return new Selection(text, SelectionParser.parse(text));
  }

  /// The chosen names, in the order of the graph; there may be none.
  ///
  /// @throws InvalidSelection when a term matches nothing; all such terms are told
  public SequencedSet<String> resolve(SelectionGraph graph) {
    List<Item> items = graph.items();
    SequencedSet<String> names = new LinkedHashSet<>();
    places(graph).stream().forEach(place -> names.add(items.get(place).name()));
    return names;
  }

  /// The places in the graph's items of those that are chosen; there may be none.
  ///
  /// @throws InvalidSelection when a term matches nothing; all such terms are told
  public BitSet places(SelectionGraph graph) {
    return Resolution.of(text, term, graph);
  }

  /// The text it was parsed from.
  @Override
  public String toString() {
    return text;
  }
}
