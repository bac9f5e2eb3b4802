package io.dagwerk.examples.megajob.descriptor;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.model.Ordered;
import java.util.Optional;
import java.util.SequencedMap;

/// Whom to ask about a job, and how to find it.
public record Ownership(
    @Doc("The person to ask, such as an address") Optional<String> owner,
    @Doc("The team that it belongs to") Optional<String> team,
    @Doc("Labels to find it by") @Default({}) SequencedMap<String, String> tags) {
  public Ownership {
    tags = Ordered.copyOf(tags);
  }
}
