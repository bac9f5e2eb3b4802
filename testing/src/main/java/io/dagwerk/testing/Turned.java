package io.dagwerk.testing;

import java.time.Instant;
import java.util.Optional;

/// Something that a virtual clock turns.
interface Turned {
  /// Does what is to be done now.
  ///
  /// @return whether there was something
  boolean turn(Instant now);

  /// When there is something to be done next, as far as time alone tells.
  Optional<Instant> wakeAt();
}
