package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Input;
import io.dagwerk.execution.HostedRuns;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which locations are asked what their own partition mappings say.
class OwnMappingsTest {
  private static final Partitions REGIONS = Partitions.fixed("north", "south");

  @TempDir private Path folder;

  private final Asset<Integer> sold =
      Asset.named("sold", Integer.class).partitionedBy(REGIONS).by(() -> 1);

  private Asset<Integer> reader(Input<Map<PartitionKey, Integer>> input) {
    return Asset.named("reader", Integer.class).partitionedBy(REGIONS).from(input).by(Map::size);
  }

  private LocationSnapshot location(Definition... definitions) {
    return new HostedRuns("here", Definitions.of(List.of(definitions)), LocalOptions.in(folder))
        .snapshot();
  }

  @Test
  void aFunctionOfTheUserIsAnOwnMapping() {
    var input = sold.partitions("swapped", reader -> List.of(reader));
    assertThat(OwnMappings.areIn(location(sold, reader(input)))).isTrue();
  }

  @Test
  void whatDagwerkMapsItselfIsNone() {
    var input = sold.partitions(new PartitionMapping.All());
    assertThat(OwnMappings.areIn(location(sold, reader(input)))).isFalse();
  }
}
