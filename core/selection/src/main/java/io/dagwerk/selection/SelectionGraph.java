package io.dagwerk.selection;

import io.dagwerk.model.Ordered;
import io.dagwerk.selection.SelectionTerm.Label;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// What a selection chooses from: names, their labels, and which come before which. Immutable.
public final class SelectionGraph {
  private final String noun;
  private final List<Item> items;
  private final Places names = new Places();
  private final Map<Label, Places> labels = new EnumMap<>(Label.class);
  private final BitSet listed = new BitSet();
  private final Edges upstream;
  private final Edges downstream;

  /// @param noun what the items are, for messages, such as `asset`
  /// @param items in the order in which a selection gives them; several may have one name, as jobs
  ///   of several locations do
  public SelectionGraph(String noun, List<Item> items) {
    this.noun = noun;
    this.items = List.copyOf(items);
    for (Label label : Label.values()) {
      labels.put(label, new Places());
    }
    for (int place = 0; place < this.items.size(); place++) {
      Item item = this.items.get(place);
      names.add(item.name(), place);
      if (item.reach() == Reach.LISTED) {
        listed.set(place);
        index(item.labels(), place);
      }
    }
    Edges.Builder up = new Edges.Builder(this.items.size());
    Edges.Builder down = new Edges.Builder(this.items.size());
    for (int place = 0; place < this.items.size(); place++) {
      connect(place, up, down);
    }
    this.upstream = up.build();
    this.downstream = down.build();
  }

  private void index(Labels of, int place) {
    of.location().ifPresent(location -> label(Label.LOCATION, location, place));
    of.group().ifPresent(group -> label(Label.GROUP, group, place));
    of.kinds().forEach(kind -> label(Label.KIND, kind, place));
    of.owners().forEach(owner -> label(Label.OWNER, owner, place));
    of.tags()
        .forEach((key, value) -> {
          label(Label.TAG, key, place);
          label(Label.TAG_VALUE, key + "=" + value, place);
        });
  }

  private void label(Label label, String value, int place) {
    labels(label).add(value, place);
  }

  private Places labels(Label label) {
    return Objects.requireNonNull(labels.get(label), "every label has its places");
  }

  private void connect(int place, Edges.Builder up, Edges.Builder down) {
    for (String name : items.get(place).upstream()) {
      names.forEach(
          name,
          before -> {
            up.add(place, before);
            if (listed.get(place)) {
              down.add(before, place);
            }
          });
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
    return names.of(name);
  }

  /// Those that are labeled so.
  BitSet labeled(Label label, String value) {
    return labels(label).of(value);
  }

  /// What there is of a label.
  Collection<String> values(Label label) {
    return labels(label).words();
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
