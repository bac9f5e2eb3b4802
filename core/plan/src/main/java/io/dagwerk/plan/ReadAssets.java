package io.dagwerk.plan;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Plan;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// The rule of which assets are read, to be asked about at once.
final class ReadAssets {
  private ReadAssets() {}

  /// What these nodes declare to read.
  static SequencedSet<AssetKey> declared(Collection<NodeSnapshot> readers) {
    SequencedSet<AssetKey> assets = new LinkedHashSet<>();
    readers.forEach(reader -> reader.inputs().forEach(input -> add(input, assets)));
    return assets;
  }

  private static void add(InputSnapshot input, SequencedSet<AssetKey> assets) {
    switch (input) {
      case InputSnapshot.OfAsset of -> assets.add(of.asset());
      case InputSnapshot.OfMany(List<InputSnapshot> elements) ->
          elements.forEach(element -> add(element, assets));
      case InputSnapshot.OfNode _,
          InputSnapshot.OfBranches _,
          InputSnapshot.OfElement _,
          InputSnapshot.OfRunConfig _,
          InputSnapshot.OfResource _,
          InputSnapshot.OfConfig _,
          InputSnapshot.OfFact _ -> {}
    }
  }

  /// What the steps of a plan read from store.
  static SequencedSet<AssetKey> stored(Plan plan) {
    SequencedSet<AssetKey> assets = new LinkedHashSet<>();
    plan.steps()
        .values()
        .forEach(step -> step.inputs().values().forEach(source -> add(source, assets)));
    return assets;
  }

  private static void add(InputSource source, SequencedSet<AssetKey> assets) {
    switch (source) {
      case InputSource.FromStore(OutputAddress.OfAsset of) -> assets.add(of.asset());
      case InputSource.FromPartitions(var partitions) ->
          partitions.values().forEach(each -> add(each, assets));
      case InputSource.FanIn(List<InputSource> elements) ->
          elements.forEach(each -> add(each, assets));
      case InputSource.FromStore _,
          InputSource.FromStep _,
          InputSource.Element _,
          InputSource.Collected _,
          InputSource.External _,
          InputSource.Absent _ -> {}
    }
  }
}
