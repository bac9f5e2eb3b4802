package io.dagwerk.execution;

import io.dagwerk.config.Environment;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Writes values elsewhere because the run config asks for it: `ops.NAME.outputs: [{result: ...}]`.
final class Materializers {
  private final BoundConfigs configs;
  private final Environment environment;

  Materializers(BoundConfigs configs, Environment environment) {
    this.configs = configs;
    this.environment = environment;
  }

  /// Runs the materializer of the output's type once per entry, in order.
  ///
  /// @throws StepFailure when it throws
  void materialize(Node node, Output<?> output, Object value, StepWork work)
      throws StepFailure, InterruptedException {
    if (output.type().materializer().isEmpty()) {
      return;
    }
    List<String> place = new ArrayList<>(ConfigPlaces.of(node));
    place.add("outputs");
    if (!(configs.at(place) instanceof ConfigTree.Items items)) {
      return;
    }
    for (ConfigTree item : items.items()) {
      ConfigTree config =
          item instanceof ConfigTree.Entries entries ? entries.entries().get(output.name()) : null;
      if (config != null) {
        run(node, output.type(), config, value, work);
      }
    }
  }

  private <T> void run(Node node, Type<T> type, ConfigTree config, Object value, StepWork work)
      throws StepFailure, InterruptedException {
    Type.Materializer<T> materializer = type.materializer().orElseThrow();
    try {
      Object bound =
          Objects.requireNonNull(
              materializer
                  .config()
                  .bind(
                      config.toPlain(),
                      environment,
                      ConfigPath.of(ConfigPlaces.of(node).toArray(String[]::new)).entry("outputs"))
                  .get());
      materializer
          .function()
          .apply(bound, type.cast(value))
          .forEach((asset, facts) -> work.whenSucceeded(materialized(work, asset, facts)));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new StepFailure(
          FailureKind.OUTPUT,
          "the materializer of type %s of %s threw %s".formatted(type, node, e),
          e);
    }
  }

  private static Event materialized(StepWork work, AssetKey asset, Metadata facts) {
    return new Event.AssetMaterialized(
        work.step(), asset, work.partitions().stream().findFirst(), Optional.empty(), facts);
  }
}
