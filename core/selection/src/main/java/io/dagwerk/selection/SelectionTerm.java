package io.dagwerk.selection;

import java.util.List;

/// What a selection says, as a tree.
sealed interface SelectionTerm {
  /// As many layers as there are.
  int ALL_LAYERS = Integer.MAX_VALUE;

  /// Everything.
  record All() implements SelectionTerm {}

  /// Those of a name, in which `*` stands for any letters.
  ///
  /// @param at where it is said
  record Named(String name, int at) implements SelectionTerm {}

  /// Those that are labeled so.
  ///
  /// @param value of a tag that says something, `key=value`
  record Labeled(Label label, String value, int at) implements SelectionTerm {}

  /// Those of a term, and so many layers before and after them.
  record Lineage(SelectionTerm of, int up, int down) implements SelectionTerm {}

  /// Where the lineage of a term begins.
  record Roots(SelectionTerm of) implements SelectionTerm {}

  /// Where the lineage of a term ends.
  record Sinks(SelectionTerm of) implements SelectionTerm {}

  record AllOf(List<SelectionTerm> terms) implements SelectionTerm {
    public AllOf {
      terms = List.copyOf(terms);
    }
  }

  record AnyOf(List<SelectionTerm> terms) implements SelectionTerm {
    public AnyOf {
      terms = List.copyOf(terms);
    }
  }

  record Not(SelectionTerm term) implements SelectionTerm {}

  /// What can be asked for beside the name.
  enum Label {
    GROUP,
    KIND,
    TAG,
    /// A tag with what it says.
    TAG_VALUE,
    OWNER,
    LOCATION
  }
}
