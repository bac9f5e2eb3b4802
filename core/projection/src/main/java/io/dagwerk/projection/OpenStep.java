package io.dagwerk.projection;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.StoredOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A step that has begun and not ended, with what counts only if this attempt succeeds. Immutable.
///
/// @param attempt from 1; 0 for a fan-out that did not begin, because it ends as reused
/// @param outputs by their names
/// @param mappingKeys of a fan-out that has come to its elements
record OpenStep(
    int attempt,
    SequencedMap<String, StoredOutput> outputs,
    Appended<LedgerRow> materialized,
    Optional<List<String>> mappingKeys) {
  public OpenStep {
    outputs = Ordered.copyOf(outputs);
    mappingKeys = mappingKeys.map(List::copyOf);
  }

  static OpenStep begun(int attempt) {
    return new OpenStep(attempt, new LinkedHashMap<>(), Appended.none(), Optional.empty());
  }

  /// With an output, or an element of one: what a fan-out returned is known as a whole.
  OpenStep and(StoredOutput output) {
    StoredOutput whole =
        output.address() instanceof OutputAddress.OfStep of
            ? new StoredOutput(
                output.step(),
                output.output(),
                new OutputAddress.OfStep(of.run(), output.step(), output.output()),
                output.keeper(),
                output.version())
            : output;
    if (whole.equals(outputs.get(output.output()))) {
      return this;
    }
    SequencedMap<String, StoredOutput> more = new LinkedHashMap<>(outputs);
    more.put(output.output(), whole);
    return new OpenStep(attempt, more, materialized, mappingKeys);
  }

  OpenStep and(LedgerRow row) {
    return new OpenStep(attempt, outputs, materialized.and(row), mappingKeys);
  }

  OpenStep fannedOut(List<String> keys) {
    return new OpenStep(attempt, outputs, materialized, Optional.of(keys));
  }

  /// What its values are found under, if it has a version.
  Optional<String> version() {
    return outputs.values().stream()
        .map(StoredOutput::version)
        .flatMap(Optional::stream)
        .findFirst();
  }
}
