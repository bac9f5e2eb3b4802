package io.dagwerk.selection;

import io.dagwerk.model.Ordered;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What a selection chooses from: names, their labels, and which come before which. Immutable.
public final class SelectionGraph {
  private final String noun;
  private final List<Item> items;
  private final Map<String, Integer> places = new HashMap<>();
  private final List<List<Integer>> upstream = new ArrayList<>();
  private final List<List<Integer>> downstream = new ArrayList<>();
  private final BitSet listed = new BitSet();

  /// @param noun what the items are, for messages, such as `asset`
  /// @param items in the order in which a selection gives them
  public SelectionGraph(String noun, List<Item> items) {
    this.noun = noun;
    this.items = List.copyOf(items);
    for (Item item : this.items) {
      places.put(item.name(), places.size());
      upstream.add(new ArrayList<>());
      downstream.add(new ArrayList<>());
    }
    for (int i = 0; i < this.items.size(); i++) {
      Item item = this.items.get(i);
      boolean isListed = item.reach() == Reach.LISTED;
      listed.set(i, isListed);
      for (String name : item.upstream()) {
        Optional<Integer> before = Optional.ofNullable(places.get(name));
        if (before.isPresent()) {
          upstream.get(i).add(before.get());
          if (isListed) {
            downstream.get(before.get()).add(i);
          }
        }
      }
    }
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
  public record Labels(
      Optional<String> group,
      List<String> kinds,
      List<String> owners,
      SequencedMap<String, String> tags) {
    public static final Labels NONE =
        new Labels(Optional.empty(), List.of(), List.of(), Ordered.copyOf(Map.of()));

    public Labels {
      kinds = List.copyOf(kinds);
      owners = List.copyOf(owners);
      tags = Ordered.copyOf(tags);
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

  List<Item> items() {
    return items;
  }

  /// The items that everything means.
  BitSet listed() {
    return (BitSet) listed.clone();
  }

  Optional<Integer> find(String name) {
    return Optional.ofNullable(places.get(name));
  }

  /// These, and so many layers before them.
  BitSet before(BitSet from, int layers) {
    return spread(from, layers, upstream);
  }

  /// These, and so many layers after them.
  BitSet after(BitSet from, int layers) {
    return spread(from, layers, downstream);
  }

  private static BitSet spread(BitSet from, int layers, List<List<Integer>> edges) {
    BitSet reached = (BitSet) from.clone();
    BitSet edge = from;
    for (int layer = 0; layer < layers && !edge.isEmpty(); layer++) {
      BitSet beyond = new BitSet();
      edge.stream()
          .forEach(i ->
              edges.get(i).stream()
                  .filter(neighbor -> !reached.get(neighbor))
                  .forEach(beyond::set));
      reached.or(beyond);
      edge = beyond;
    }
    return reached;
  }
}
