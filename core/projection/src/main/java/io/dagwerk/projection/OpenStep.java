package io.dagwerk.projection;

import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.StoredOutput;
import java.util.ArrayList;
import java.util.List;

/// A step that has begun and not ended, with what counts only if this attempt succeeds. Immutable.
///
/// @param attempt from 1
public record OpenStep(int attempt, List<StoredOutput> outputs, List<LedgerRow> materialized) {
  public OpenStep {
    outputs = List.copyOf(outputs);
    materialized = List.copyOf(materialized);
  }

  static OpenStep begun(int attempt) {
    return new OpenStep(attempt, List.of(), List.of());
  }

  OpenStep and(StoredOutput output) {
    List<StoredOutput> more = new ArrayList<>(outputs);
    more.add(output);
    return new OpenStep(attempt, more, materialized);
  }

  OpenStep and(LedgerRow row) {
    List<LedgerRow> more = new ArrayList<>(materialized);
    more.add(row);
    return new OpenStep(attempt, outputs, more);
  }
}
