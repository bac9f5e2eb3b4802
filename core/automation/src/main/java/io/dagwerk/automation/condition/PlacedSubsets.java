package io.dagwerk.automation.condition;

import io.dagwerk.model.RunId;
import io.dagwerk.partitions.PartitionSubset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// For each of some partitions the place at which something last came about, as one subset per
/// place. Immutable, of at most [#MOST] places.
///
/// @param layers disjoint, none empty, the newest first
public record PlacedSubsets(List<Layer> layers) {
  /// More places than this are not told apart: the oldest count as the later of them.
  public static final int MOST = 64;

  public static final PlacedSubsets NONE = new PlacedSubsets(List.of());

  public PlacedSubsets {
    layers = List.copyOf(layers);
  }

  /// The partitions of one place.
  ///
  /// @param run what brought it about; empty if it was no run, or is not known any more
  public record Layer(Place place, Optional<RunId> run, PartitionSubset partitions) {
    Layer withPartitions(PartitionSubset others) {
      return new Layer(place, run, others);
    }
  }

  boolean isEmpty() {
    return layers.isEmpty();
  }

  /// All of the partitions.
  PartitionSubset partitions() {
    PartitionSubset all = PartitionSubset.none();
    for (Layer layer : layers) {
      all = all.or(layer.partitions());
    }
    return all;
  }

  /// With some partitions at a place that is newer than all others.
  PlacedSubsets with(PartitionSubset partitions, Place place, Optional<RunId> run) {
    if (partitions.isEmpty()) {
      return this;
    }
    List<Layer> changed = new ArrayList<>();
    changed.add(new Layer(place, run, partitions));
    changed.addAll(without(partitions).layers);
    if (changed.size() > MOST) {
      Layer oldest = changed.removeLast();
      Layer later = changed.removeLast();
      changed.add(
          new Layer(later.place(), Optional.empty(), later.partitions().or(oldest.partitions())));
    }
    return new PlacedSubsets(changed);
  }

  PlacedSubsets without(PartitionSubset partitions) {
    return mapped(layers.stream(), partitions);
  }

  /// Without some partitions, as far as their place was seen by who began to read there.
  PlacedSubsets withoutSeenFrom(PartitionSubset partitions, Place reading) {
    List<Layer> rest = new ArrayList<>();
    for (Layer layer : layers) {
      PartitionSubset left =
          layer.place().isSeenFrom(reading)
              ? layer.partitions().minus(partitions)
              : layer.partitions();
      if (!left.isEmpty()) {
        rest.add(layer.withPartitions(left));
      }
    }
    return new PlacedSubsets(rest);
  }

  private static PlacedSubsets mapped(Stream<Layer> layers, PartitionSubset without) {
    return new PlacedSubsets(
        layers
            .map(layer -> layer.withPartitions(layer.partitions().minus(without)))
            .filter(layer -> !layer.partitions().isEmpty())
            .toList());
  }

  /// The newest place that any of some partitions has.
  Optional<Place> newest(PartitionSubset among) {
    return layers.stream()
        .filter(layer -> layer.partitions().intersects(among))
        .map(Layer::place)
        .findFirst();
  }

  /// The runs that brought about what some partitions have, the newest first.
  SequencedSet<RunId> runs(PartitionSubset among) {
    return layers.stream()
        .filter(layer -> layer.partitions().intersects(among))
        .flatMap(layer -> layer.run().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
