package io.dagwerk.daemon;

import io.dagwerk.codeclient.CodeServer;
import io.dagwerk.codeclient.CodeServerElsewhere;
import java.time.Duration;

/// The code servers of a location that somebody else starts, one after the other at an address.
/// Which code one serves is known when it was asked.
///
/// @param location where they are
record CodeServersElsewhere(LocationSettings.AtAddress location) implements Location.CodeServers {
  /// To try again costs a connection, no process, and a new version is to be found soon.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private record WhatIsServed(LocationSettings.AtAddress location) implements Location.Code {
    @Override
    public CodeServer serve() {
      return new CodeServerElsewhere(location.address());
    }
  }

  @Override
  public Location.Code code() {
    return new WhatIsServed(location);
  }

  @Override
  public void prepare() {}

  @Override
  public Duration longestPause() {
    return LONGEST_PAUSE;
  }

  @Override
  public void close() {}
}
