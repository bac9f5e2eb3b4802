package io.dagwerk.definitions;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/// A function together with the inputs it must be given, in order.
///
/// @param function as the user wrote it, from which a code version is made
/// @param body the function as one of a list of values
public record Compute<R>(List<Input<?>> inputs, Serializable function, Body<? extends R> body) {
  public Compute {
    inputs = List.copyOf(inputs);
  }

  static <R> Compute<R> of(Serializable function, Body<? extends R> body, Input<?>... inputs) {
    return new Compute<>(declared(inputs), function, body);
  }

  /// The same function of other inputs of the same types.
  Compute<R> withInputs(List<Input<?>> others) {
    return new Compute<>(others, function, body);
  }

  /// The inputs, with a null handle made into one that [Definitions] can report.
  @SuppressWarnings("ConstantValue") // a field that is read before it is assigned is null
  static List<Input<?>> declared(Input<?>... inputs) {
    List<Input<?>> declared = new ArrayList<>();
    for (Input<?> input : inputs) {
      declared.add(input == null ? new Input.Undeclared<>(declared.size() + 1) : input);
    }
    return declared;
  }

  /// Calls the function.
  ///
  /// @param values one per input, each of the input's type
  /// @throws Exception whatever the function throws
  public R apply(List<Object> values) throws Exception {
    return body.apply(new Args(values));
  }

  /// The function as one of a list of values.
  @FunctionalInterface
  public interface Body<R> {
    R apply(Args args) throws Exception;
  }

  /// The values of the inputs, in order.
  public record Args(List<Object> values) {
    public Args {
      values = List.copyOf(values);
    }

    /// The engine loads every value by its input, so the type is the input's.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // see above
    <T> T get(int index) {
      return (T) values.get(index);
    }
  }
}
