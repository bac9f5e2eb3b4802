package io.dagwerk.daemon;

import io.dagwerk.model.ErrorInfo;

/// What the thread of a [Location] acts on.
sealed interface LocationSignal {
  /// The code is to be loaded anew.
  record Reload() implements LocationSignal {}

  /// The code may be another than before.
  record Changed() implements LocationSignal {}

  /// The code comes from elsewhere from now on.
  record Moved(Location.CodeServers to) implements LocationSignal {}

  /// The code server of a version answers no more.
  ///
  /// @param how its message is a sentence
  record Died(ServedVersion version, ErrorInfo how) implements LocationSignal {}

  record Closed() implements LocationSignal {}
}
