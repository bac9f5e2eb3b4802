package io.dagwerk.spi;

import io.dagwerk.model.AssetKey;
import java.util.List;
import java.util.Optional;

/// Which facts about an asset are wanted: its materializations, or the evaluations of one of its
/// checks.
///
/// @param span when they happened
public record FactQuery(AssetKey asset, Optional<String> check, Span span) {
  /// The newest of the facts that were looked for.
  ///
  /// @param facts newest first
  /// @param isWhole whether there are no more
  public record Found(List<StoredFact> facts, boolean isWhole) {
    public Found {
      facts = List.copyOf(facts);
    }

    /// What asking for one more than the limit came to.
    ///
    /// @param wasSeen whether all facts of the asset were looked at
    public static Found of(List<StoredFact> found, int limit, boolean wasSeen) {
      return new Found(
          found.subList(0, Math.min(limit, found.size())), wasSeen && found.size() <= limit);
    }
  }

  public boolean passes(LedgerRow row) {
    boolean isOfKind =
        switch (row.kind()) {
          case LedgerRow.Kind.Materialized _ -> check.isEmpty();
          case LedgerRow.Kind.Observed _ -> false;
          case LedgerRow.Kind.Checked checked -> check.filter(checked.check()::equals).isPresent();
        };
    return isOfKind && row.place().asset().equals(asset) && span.contains(row.at());
  }
}
