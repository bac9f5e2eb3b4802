package io.dagwerk.benchmarks;

import io.dagwerk.fingerprint.Fingerprint;
import io.dagwerk.fingerprint.Fingerprints;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The fingerprints of 10,000 functions in 100 classes of user code, none of them read before.
@State(Scope.Benchmark)
public class Fingerprinting {
  private static final int COUNT = 10_000;

  private List<Programs.Function> functions = List.of();

  @Setup
  public void load() throws Exception {
    functions = Programs.functions(COUNT);
  }

  @Benchmark
  public int fingerprint() {
    return count(functions);
  }

  /// @throws IllegalStateException when one cannot be seen
  static int count(List<Programs.Function> functions) {
    Fingerprints fingerprints = new Fingerprints();
    int known = 0;
    for (Programs.Function function : functions) {
      switch (fingerprints.of(function)) {
        case Fingerprint.Known _ -> known++;
        case Fingerprint.Unknown unknown -> throw new IllegalStateException(unknown.reason());
      }
    }
    return known;
  }
}
