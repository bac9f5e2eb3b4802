package io.dagwerk.execution;

import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Writes values elsewhere because the run config asks for it: `ops.NAME.outputs: [{result: ...}]`.
final class Materializers {
  private final BoundConfigs configs;

  Materializers(BoundConfigs configs) {
    this.configs = configs;
  }

  /// Runs the materializer of the output's type once per entry, in order.
  ///
  /// @throws StepFailure when it throws
  void materialize(Node node, Output<?> output, Object value, StepWork work)
      throws StepFailure, InterruptedException {
    for (Object config : configs.wanted(node, output)) {
      work.requireCurrent();
      run(node, output.type(), config, value, work);
    }
  }

  @SuppressWarnings("NullableProblems") // user code may return null, whatever its type says
  private static <T> void run(Node node, Type<T> type, Object config, Object value, StepWork work)
      throws StepFailure, InterruptedException {
    List<Event> made =
        UserCode.call(
            FailureKind.OUTPUT,
            "the materializer of type %s of %s threw".formatted(type, node),
            () -> {
              List<Event> events = new ArrayList<>();
              Map<AssetKey, Metadata> said =
                  type.materializer().orElseThrow().function().apply(config, type.cast(value));
              Objects.requireNonNull(said, "it returned null; return what it materialized")
                  .forEach((asset, facts) -> events.add(materialized(work, asset, facts)));
              return events;
            });
    made.forEach(work::whenSucceeded);
  }

  private static Event materialized(StepWork work, AssetKey asset, Metadata facts) {
    return new Event.AssetMaterialized(
        work.step(),
        Objects.requireNonNull(asset, "it named no asset"),
        work.partitions().stream().findFirst(),
        Optional.empty(),
        Objects.requireNonNull(facts, "it gave no metadata; give Metadata.none()"));
  }
}
