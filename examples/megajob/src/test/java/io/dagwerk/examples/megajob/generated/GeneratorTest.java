package io.dagwerk.examples.megajob.generated;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.examples.megajob.compile.Compiler;
import io.dagwerk.examples.megajob.graph.Edge;
import io.dagwerk.examples.megajob.graph.GraphJob;
import io.dagwerk.examples.megajob.graph.JobGraph;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A made-up company has the shape of a real one.
final class GeneratorTest {
  /// Another one by `-Ddagwerk.seed=...`.
  private static final long SEED = Long.getLong("dagwerk.seed", 20_010_131);

  @Test
  void nineHundredJobsAreThirtyDeepWithManyTypesAndAFewHubs() {
    JobGraph graph = Compiler.graph(Generator.company(900, SEED), Generator.types());

    Map<String, Integer> depths = new HashMap<>();
    Map<String, Integer> readers = new HashMap<>();
    graph.jobs().keySet().forEach(job -> depths.put(job, 1));
    for (GraphJob job : graph.jobs().values()) {
      for (Edge edge : graph.edges()) {
        if (edge.to().equals(job.name())) {
          depths.merge(job.name(), depths.getOrDefault(edge.from(), 0) + 1, Math::max);
          readers.merge(edge.from(), 1, Integer::sum);
        }
      }
    }
    assertThat(graph.jobs()).as("seed %d", SEED).hasSize(900);
    assertThat(depths.values().stream().mapToInt(it -> it).max()).hasValue(30);
    assertThat(graph.edges().size()).isBetween(1_500, 2_500);
    assertThat(readers.values().stream().filter(count -> count > 15)).hasSizeBetween(3, 60);
    assertThat(graph.jobs().values().stream().map(job -> job.type().name()).distinct()).hasSize(11);
  }

  @Test
  void equalSeedsGiveEqualCompanies() {
    assertThat(Generator.company(100, 7)).isEqualTo(Generator.company(100, 7));
    assertThat(Generator.company(100, 7)).isNotEqualTo(Generator.company(100, 8));
  }
}
