package io.dagwerk.definitions;

import io.dagwerk.model.Event.Severity;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import java.util.Optional;

/// What a check found. Immutable.
///
/// ```java
/// return Outcome.passedIf(late.isEmpty(), "no flight is later than a day").with("late", late.size());
/// ```
///
/// @param severity how bad it is if it did not pass; empty for the check's own
public record Outcome(
    boolean passed, String description, Optional<Severity> severity, Metadata metadata) {
  public static Outcome success() {
    return new Outcome(true, "", Optional.empty(), Metadata.none());
  }

  public static Outcome failure(String description) {
    return new Outcome(false, description, Optional.empty(), Metadata.none());
  }

  /// @param description what was found, read whether or not it passed
  public static Outcome passedIf(boolean passed, String description) {
    return new Outcome(passed, description, Optional.empty(), Metadata.none());
  }

  /// The same outcome, as a warning if it did not pass: it blocks nothing.
  public Outcome asWarning() {
    return new Outcome(passed, description, Optional.of(Severity.WARN), metadata);
  }

  public Outcome with(String name, MetadataValue value) {
    return new Outcome(passed, description, severity, metadata.and(name, value));
  }

  public Outcome with(String name, long number) {
    return with(name, MetadataValue.number(number));
  }

  public Outcome with(String name, String text) {
    return with(name, MetadataValue.text(text));
  }
}
