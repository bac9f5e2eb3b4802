package io.dagwerk.definitions;

import io.dagwerk.model.NodeKind;
import java.util.List;

/// What becomes steps: an op, a fan-out, an asset, a bundle of assets or a check.
public sealed interface Node permits Asset, Bundle, Check, FanOut, Op {
  /// The name; an op's with the names of the nested graphs around it, joined by `.`.
  String name();

  String kind();

  NodeKind nodeKind();

  Compute<?> compute();

  StepSettings settings();

  /// What its function may emit; one plain result if it emits nothing by name.
  List<Output<?>> outputs();
}
