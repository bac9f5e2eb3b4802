package io.dagwerk.graphql;

import java.util.List;

/// What an API tells of the server that answers. Immutable.
///
/// @param look what the pages are told of how to look
/// @param settings with which it was started
public record ServerFacts(ApiMode mode, Look look, List<Setting> settings) {
  /// One that does all that is asked, and was told nothing.
  public static final ServerFacts PLAIN = new ServerFacts(ApiMode.OPEN, Look.PLAIN, List.of());

  public ServerFacts {
    settings = List.copyOf(settings);
  }

  /// A setting.
  ///
  /// @param path such as `runs.cancelGrace`
  /// @param value as in a document; a secret is not shown
  /// @param origin the file, a variable of the environment, an option, or the default
  public record Setting(String path, String value, String origin) {}

  public ServerFacts readOnly() {
    return new ServerFacts(ApiMode.READ_ONLY, look, settings);
  }
}
