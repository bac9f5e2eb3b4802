package io.dagwerk.definitions;

import io.dagwerk.model.Metadata;

/// What a type found when it looked at a value. Immutable.
///
/// ```java
/// Type.of(Percent.class).checkedBy(it -> TypeCheck.passedIf(it.value() <= 100, "at most 100"))
/// ```
///
/// @param description why it did not pass, or what is worth saying though it did
public record TypeCheck(boolean passed, String description, Metadata metadata) {
  public static TypeCheck success() {
    return new TypeCheck(true, "", Metadata.none());
  }

  public static TypeCheck failed(String description) {
    return new TypeCheck(false, description, Metadata.none());
  }

  /// @param expectation what holds for a value that passes
  public static TypeCheck passedIf(boolean passed, String expectation) {
    return passed ? success() : failed("expected " + expectation);
  }

  /// The same result with facts about the value.
  public TypeCheck with(Metadata facts) {
    return new TypeCheck(passed, description, metadata.and(facts));
  }
}
