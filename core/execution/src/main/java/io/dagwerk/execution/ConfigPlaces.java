package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.FanOut;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Op;
import java.util.ArrayList;
import java.util.List;

/// The rule of where in a run config document a node's entry stands.
///
/// An asset's is `assets.KEY`, a check's `assets.KEY.checks.NAME`, an op's `ops.NAME`, and of an op
/// in a nested graph `ops.GRAPH.ops.NAME`.
final class ConfigPlaces {
  private ConfigPlaces() {}

  static List<String> of(Node node) {
    return switch (node) {
      case Asset<?> asset -> List.of("assets", asset.key().toString());
      case Bundle<?> bundle -> List.of("assets", bundle.name());
      case Check check -> List.of("assets", check.asset().key().toString(), "checks", check.name());
      case Op<?> op -> ofOp(op.name());
      case FanOut<?> fanOut -> ofOp(fanOut.name());
    };
  }

  /// The place of an op or a nested graph.
  static List<String> ofOp(String name) {
    List<String> place = new ArrayList<>();
    for (String part : name.split("\\.", -1)) {
      place.add("ops");
      place.add(part);
    }
    return place;
  }
}
