package io.dagwerk.config;

import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigWarning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of a config document: a value, or everything that is wrong with it.
///
/// ```java
/// switch (Config.bind(ReadConfig.class, document, Environment.process())) {
///   case Binding.Bound(ReadConfig config, var warnings) -> read(config);
///   case Binding.Invalid(var problems) -> problems.forEach(System.err::println);
/// }
/// ```
public sealed interface Binding<T extends @Nullable Object> {

  /// The document was fine. Not shown by `toString`, as the value may come from the environment.
  ///
  /// @param warnings of what in it still works and will not
  record Bound<T extends @Nullable Object>(T value, List<ConfigWarning> warnings)
      implements Binding<T> {
    public Bound {
      warnings = List.copyOf(warnings);
    }

    @Override
    public String toString() {
      return "Bound[" + (value == null ? "nothing" : value.getClass().getSimpleName()) + "]";
    }
  }

  /// The document was not; all its problems, in the order of the schema.
  record Invalid<T extends @Nullable Object>(List<ConfigProblem> problems) implements Binding<T> {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }

  /// The value.
  ///
  /// @throws InvalidConfig with all problems, if there is none
  default T get() {
    return switch (this) {
      case Bound<T>(T value, _) -> value;
      case Invalid<T>(List<ConfigProblem> problems) -> throw new InvalidConfig(problems);
    };
  }

  /// What is wrong; empty if nothing is.
  default List<ConfigProblem> problems() {
    return switch (this) {
      case Bound<T> _ -> List.of();
      case Invalid<T>(List<ConfigProblem> problems) -> problems;
    };
  }

  /// What in the document still works and will not; empty for one that is wrong.
  default List<ConfigWarning> warnings() {
    return switch (this) {
      case Bound<T>(_, List<ConfigWarning> warnings) -> warnings;
      case Invalid<T> _ -> List.of();
    };
  }
}
