package io.dagwerk.selection;

import io.dagwerk.model.Ordered;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What a selection chooses from: names, their labels, and which come before which. Immutable.
public final class SelectionGraph {
  private static final int[] NOWHERE = {};

  private final String noun;
  private final List<Item> items;
  private final Map<String, int[]> places = new HashMap<>();
  private final BitSet listed = new BitSet();
  private final Edges upstream;
  private final Edges downstream;

  /// @param noun what the items are, for messages, such as `asset`
  /// @param items in the order in which a selection gives them; several may have one name, as jobs
  ///   of several locations do
  public SelectionGraph(String noun, List<Item> items) {
    this.noun = noun;
    this.items = List.copyOf(items);
    for (int i = 0; i < this.items.size(); i++) {
      places.merge(this.items.get(i).name(), new int[] {i}, SelectionGraph::joined);
      listed.set(i, this.items.get(i).reach() == Reach.LISTED);
    }
    Edges.Builder up = new Edges.Builder(this.items.size());
    Edges.Builder down = new Edges.Builder(this.items.size());
    for (int i = 0; i < this.items.size(); i++) {
      for (String name : this.items.get(i).upstream()) {
        for (int before : places.getOrDefault(name, NOWHERE)) {
          up.add(i, before);
          if (listed.get(i)) {
            down.add(before, i);
          }
        }
      }
    }
    this.upstream = up.build();
    this.downstream = down.build();
  }

  private static int[] joined(int[] first, int[] more) {
    int[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  /// One thing to select.
  ///
  /// @param upstream names of what it reads or comes after; names that are not in the graph are
  ///   ignored
  public record Item(String name, Labels labels, List<String> upstream, Reach reach) {
    public Item {
      upstream = List.copyOf(upstream);
    }

    /// An item without labels.
    public static Item of(String name, List<String> upstream) {
      return new Item(name, Labels.NONE, upstream, Reach.LISTED);
    }
  }

  /// What an item is labeled with.
  ///
  /// @param location the code location that defines it
  public record Labels(
      Optional<String> location,
      Optional<String> group,
      List<String> kinds,
      List<String> owners,
      SequencedMap<String, String> tags) {
    public static final Labels NONE =
        new Labels(
            Optional.empty(), Optional.empty(), List.of(), List.of(), Ordered.copyOf(Map.of()));

    public Labels {
      kinds = List.copyOf(kinds);
      owners = List.copyOf(owners);
      tags = Ordered.copyOf(tags);
    }

    /// Nothing but the location and these tags.
    public static Labels of(String location, SequencedMap<String, String> tags) {
      return new Labels(Optional.of(location), Optional.empty(), List.of(), List.of(), tags);
    }
  }

  /// Which terms of a selection reach an item.
  public enum Reach {
    /// All of them.
    LISTED,
    /// Only its name: it belongs to another item and goes with that.
    BY_NAME
  }

  String noun() {
    return noun;
  }

  /// What there is to choose from, in its order.
  public List<Item> items() {
    return items;
  }

  /// The items that everything means.
  BitSet listed() {
    return (BitSet) listed.clone();
  }

  /// Those of this very name.
  BitSet named(String name) {
    BitSet found = new BitSet();
    for (int place : places.getOrDefault(name, NOWHERE)) {
      found.set(place);
    }
    return found;
  }

  /// These, and so many layers before them.
  BitSet before(BitSet from, int layers) {
    return upstream.reach(from, layers);
  }

  /// These, and so many layers after them.
  BitSet after(BitSet from, int layers) {
    return downstream.reach(from, layers);
  }

  /// Those before these, or among them, that nothing comes before.
  BitSet roots(BitSet of) {
    return upstream.ends(before(of, SelectionTerm.ALL_LAYERS));
  }

  /// Those after these, or among them, that nothing comes after.
  BitSet sinks(BitSet of) {
    return downstream.ends(after(of, SelectionTerm.ALL_LAYERS));
  }
}
