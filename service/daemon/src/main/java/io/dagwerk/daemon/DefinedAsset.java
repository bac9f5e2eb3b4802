package io.dagwerk.daemon;

import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.AssetFacts;
import io.dagwerk.model.NodeSnapshot.CheckFacts;
import java.util.List;

/// An asset as a code location defines it.
///
/// @param key its key as a text
/// @param location that makes it, or else that reads it
/// @param node which makes it; of an external asset what stands for that
/// @param upstream keys of what it is made from
/// @param downstream keys of what is made from it
/// @param checks those that judge it
public record DefinedAsset(
    String key,
    String location,
    NodeSnapshot node,
    AssetFacts facts,
    List<String> upstream,
    List<String> downstream,
    List<CheckFacts> checks) {
  public DefinedAsset {
    upstream = List.copyOf(upstream);
    downstream = List.copyOf(downstream);
    checks = List.copyOf(checks);
  }
}
