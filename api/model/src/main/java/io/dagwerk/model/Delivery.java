package io.dagwerk.model;

import java.time.Instant;
import java.util.SequencedMap;

/// A request to a webhook, as a sensor is told of it.
///
/// @param key the sender's name for it; a sender that repeats a delivery repeats the key
/// @param headers by names in lower case
public record Delivery(String key, Instant at, String body, SequencedMap<String, String> headers) {
  public Delivery {
    headers = Ordered.copyOf(headers);
  }
}
