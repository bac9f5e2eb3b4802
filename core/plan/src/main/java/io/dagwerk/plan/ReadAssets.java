package io.dagwerk.plan;

import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Plan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// The rule of which values of assets are read, to be asked about at once.
final class ReadAssets {
  private ReadAssets() {}

  /// What a node declares to read.
  static Stream<InputSnapshot.OfAsset> declared(NodeSnapshot reader) {
    return reader.inputs().stream().flatMap(ReadAssets::declared);
  }

  private static Stream<InputSnapshot.OfAsset> declared(InputSnapshot input) {
    return switch (input) {
      case InputSnapshot.OfAsset of -> Stream.of(of);
      case InputSnapshot.OfMany(List<InputSnapshot> elements) ->
          elements.stream().flatMap(ReadAssets::declared);
      case InputSnapshot.OfNode _,
          InputSnapshot.OfBranches _,
          InputSnapshot.OfElement _,
          InputSnapshot.OfRunConfig _,
          InputSnapshot.OfResource _,
          InputSnapshot.OfConfig _,
          InputSnapshot.OfFact _ ->
          Stream.empty();
    };
  }

  /// What the steps of a plan read from store.
  static SequencedSet<OutputAddress.OfAsset> stored(Plan plan) {
    SequencedSet<OutputAddress.OfAsset> values = new LinkedHashSet<>();
    plan.steps()
        .values()
        .forEach(step -> step.inputs().values().forEach(source -> add(source, values)));
    return values;
  }

  private static void add(InputSource source, SequencedSet<OutputAddress.OfAsset> values) {
    switch (source) {
      case InputSource.FromStore(OutputAddress.OfAsset of) -> values.add(of);
      case InputSource.FromPartitions(var partitions) ->
          partitions.values().forEach(each -> add(each, values));
      case InputSource.FanIn(List<InputSource> elements) ->
          elements.forEach(each -> add(each, values));
      case InputSource.FromStore _,
          InputSource.FromStep _,
          InputSource.Element _,
          InputSource.Collected _,
          InputSource.External _,
          InputSource.Absent _ -> {}
    }
  }
}
