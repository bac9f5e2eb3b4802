package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.FanOut;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.fingerprint.Fingerprint;
import io.dagwerk.fingerprint.Fingerprints;
import io.dagwerk.model.CodeVersion;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which code makes a value: the user's word, or else a fingerprint. Thread-safe.
///
/// A fingerprint reads the class files of all code that is reached, so it is made only where stored
/// values may be taken for it: when some job is memoized.
final class CodeVersions {
  private final Fingerprints fingerprints = new Fingerprints();
  private final boolean needed;

  private CodeVersions(boolean needed) {
    this.needed = needed;
  }

  /// Fingerprints cost time, so they are made only where a job reuses what is stored.
  static CodeVersions of(Definitions definitions) {
    return new CodeVersions(
        definitions.all(Job.class).stream().anyMatch(job -> job.settings().memoized()));
  }

  CodeVersion of(Node node) {
    List<Serializable> functions = new ArrayList<>();
    functions.add(node.compute().function());
    switch (node) {
      case Bundle<?> bundle ->
          bundle.parts().forEach(part -> functions.add(part.compute().function()));
      case FanOut<?> fanOut -> fanOut.key().ifPresent(functions::add);
      case Asset<?> _, Check _, Op<?> _ -> {}
    }
    return of(
        node.settings().version().map(own -> NodeSnapshots.nameOf(node) + ":" + own), functions);
  }

  CodeVersion of(Resource<?> resource) {
    return of(resource.settings().version(), List.of(resource.compute().function()));
  }

  /// Of a function that nobody can give a version, or of a value that a function captured.
  CodeVersion of(Serializable function) {
    return of(Optional.empty(), List.of(function));
  }

  private CodeVersion of(Optional<String> given, List<Serializable> functions) {
    if (given.isPresent()) {
      return new CodeVersion.Known("given:" + given.get());
    }
    if (!needed) {
      return new CodeVersion.Unknown("no job of its location is memoized");
    }
    StringBuilder all = new StringBuilder("code");
    for (Serializable function : functions) {
      switch (fingerprints.of(function)) {
        case Fingerprint.Known known -> all.append(':').append(known.sha256());
        case Fingerprint.Unknown unknown -> {
          return new CodeVersion.Unknown(unknown.reason());
        }
      }
    }
    return new CodeVersion.Known(all.toString());
  }
}
