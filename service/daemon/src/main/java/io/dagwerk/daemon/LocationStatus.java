package io.dagwerk.daemon;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.LocationSnapshot;
import java.util.List;
import java.util.Optional;

/// A code location as it stands.
///
/// @param served what runs are planned from; empty before anything was loaded
/// @param trouble what is wrong with it, such as that new code cannot be loaded while the old is
///   served
public record LocationStatus(
    String name, State state, Optional<LocationSnapshot> served, Optional<ErrorInfo> trouble) {
  /// Whether its code server answers.
  public enum State {
    /// Its first code server is starting.
    LOADING,
    READY,
    /// It has no code server: it could not be loaded, or its process ended. It is started again.
    DOWN
  }

  /// What it declares and this version does nothing about.
  public List<NotTurned> notTurned() {
    return served.map(NotTurned::of).orElse(List.of());
  }

  /// How it stands, in words that follow its name.
  public String describe() {
    return switch (state) {
      case LOADING -> "is loading";
      case READY -> "is ready";
      case DOWN ->
          "has no code server: " + trouble.map(ErrorInfo::summary).orElse("it is not known why");
    };
  }
}
