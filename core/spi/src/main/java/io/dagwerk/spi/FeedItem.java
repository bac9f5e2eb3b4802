package io.dagwerk.spi;

import io.dagwerk.model.RunId;
import java.time.Instant;

/// Something in a run that others wait for.
///
/// @param event as its sender encoded it
public record FeedItem(FeedPosition position, RunId run, Kind kind, Instant at, Bytes event) {
  /// What is waited for.
  public enum Kind {
    RUN_ENDED,
    MATERIALIZED,
    OBSERVED,
    CHECKED;

    /// The kind under which a fact of the ledger is told.
    public static Kind of(LedgerRow.Kind kind) {
      return switch (kind) {
        case LedgerRow.Kind.Materialized _ -> MATERIALIZED;
        case LedgerRow.Kind.Observed _ -> OBSERVED;
        case LedgerRow.Kind.Checked _ -> CHECKED;
      };
    }
  }
}
