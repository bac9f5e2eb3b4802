package io.dagwerk.automation.sensor;

import io.dagwerk.model.AssetUpdate;
import io.dagwerk.model.Delivery;
import io.dagwerk.model.EndedRun;

/// Something that sensors may be told of, in the order in which all of them were committed.
public sealed interface Happening {
  /// Its place in that order: whoever has read up to it has missed nothing before it.
  long position();

  /// A run came to its end.
  record RunEnded(long position, EndedRun run) implements Happening {}

  /// An asset or partition has a new value.
  record Updated(long position, AssetUpdate update) implements Happening {}

  /// A request came to a path of the server.
  record Delivered(long position, String path, Delivery delivery) implements Happening {}
}
