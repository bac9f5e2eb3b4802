package io.dagwerk.definitions;

import io.dagwerk.model.Ordered;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// What a function emitted. An output it leaves out is skipped, and so is what reads it. Immutable.
///
/// ```java
/// return Outputs.of(PAID, paid).and(LATE, late);
/// ```
public record Outputs(SequencedMap<Output<?>, Object> values) implements Effect {
  public Outputs {
    values = Ordered.copyOf(values);
  }

  public static Outputs none() {
    return new Outputs(new LinkedHashMap<>());
  }

  public static <T> Outputs of(Output<T> output, T value) {
    return none().and(output, value);
  }

  /// These and one more.
  ///
  /// @throws IllegalStateException when it was already emitted
  public <T> Outputs and(Output<T> output, T value) {
    SequencedMap<Output<?>, Object> more = new LinkedHashMap<>(values);
    if (more.put(output, value) != null) {
      throw new IllegalStateException(output + " is emitted twice; emit it once");
    }
    return new Outputs(more);
  }

  public <T> Optional<T> find(Output<T> output) {
    return Optional.ofNullable(values.get(output)).map(output.type()::cast);
  }
}
