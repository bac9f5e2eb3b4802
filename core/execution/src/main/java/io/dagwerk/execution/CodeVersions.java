package io.dagwerk.execution;

import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Resource;
import io.dagwerk.fingerprint.Fingerprints;
import io.dagwerk.model.CodeVersion;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which code makes a value: the user's word, or else a fingerprint. Thread-safe.
final class CodeVersions {
  private final Fingerprints fingerprints =
      new Fingerprints(name -> name.startsWith("io.dagwerk.") && !name.contains(".examples."));

  CodeVersion of(Node node) {
    List<Serializable> functions = new ArrayList<>();
    functions.add(node.compute().function());
    if (node instanceof Bundle<?> bundle) {
      bundle.parts().forEach(part -> functions.add(part.compute().function()));
    }
    return of(node.settings().version(), functions);
  }

  CodeVersion of(Resource<?> resource) {
    return of(resource.settings().version(), List.of(resource.compute().function()));
  }

  private CodeVersion of(Optional<String> given, List<Serializable> functions) {
    if (given.isPresent()) {
      return new CodeVersion.Known("given:" + given.get());
    }
    StringBuilder all = new StringBuilder("code");
    for (Serializable function : functions) {
      switch (fingerprints.of(function)) {
        case io.dagwerk.fingerprint.CodeVersion.Known known ->
            all.append(':').append(known.sha256());
        case io.dagwerk.fingerprint.CodeVersion.Unknown unknown -> {
          return new CodeVersion.Unknown(unknown.reason());
        }
      }
    }
    return new CodeVersion.Known(all.toString());
  }
}
