package io.dagwerk.benchmarks;

import io.dagwerk.definitions.Asset;
import io.dagwerk.testing.Materialization;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// What a user's test costs: definitions of three assets checked, described, planned and run.
@State(Scope.Benchmark)
public class InMemoryTests {
  private final Asset<Integer> numbers = Asset.named("numbers", Integer.class).by(() -> 20);
  private final Asset<Integer> doubled =
      Asset.named("doubled", Integer.class).from(numbers).by(number -> 2 * number);
  private final Asset<Integer> sum =
      Asset.named("sum", Integer.class).from(numbers, doubled).by(Integer::sum);

  @Benchmark
  public int materialize() {
    return Materialization.inMemory().value(sum);
  }
}
