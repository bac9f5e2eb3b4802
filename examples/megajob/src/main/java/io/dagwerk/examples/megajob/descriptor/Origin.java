package io.dagwerk.examples.megajob.descriptor;

import io.dagwerk.documents.LocatedDocument;
import io.dagwerk.documents.Position;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigTree;
import java.util.List;

/// Where a descriptor is written: its own file, and the defaults of the folders around it.
///
/// @param documents its own first, then the defaults, the nearest first
public record Origin(List<LocatedDocument> documents) {
  public Origin {
    documents = List.copyOf(documents);
  }

  /// The name of its own file.
  public String file() {
    return documents.getFirst().name();
  }

  /// All that is said, with what is nearer laid over what is farther.
  public ConfigTree tree() {
    ConfigTree merged = ConfigTree.empty();
    for (LocatedDocument document : documents.reversed()) {
      merged = merged.merge(document.tree());
    }
    return merged;
  }

  /// A problem of the value at a path.
  public Problem problem(ConfigPath path, String reason) {
    LocatedDocument document = saying(path);
    return problem(document, document.valueAt(path), path, reason);
  }

  /// A problem of the entry at a path as such.
  public Problem problemOfKey(ConfigPath path, String reason) {
    LocatedDocument document = saying(path);
    return problem(document, document.keyAt(path), path, reason);
  }

  /// A problem that the schema found.
  public Problem problem(ConfigProblem found) {
    return switch (found.kind()) {
      case UNKNOWN_ENTRY, GIVEN_TWICE, DEPRECATED -> problemOfKey(found.path(), found.message());
      case WRONG_VALUE,
          MISSING_ENTRY,
          NOT_ONE_ALTERNATIVE,
          UNSET_VARIABLE,
          WRONG_VARIABLE,
          REFUSED,
          MAPPING_FAILED ->
          problem(found.path(), found.message());
    };
  }

  private static Problem problem(
      LocatedDocument document, Position position, ConfigPath path, String reason) {
    return new Problem(document.name(), position, path.toPointer(), reason);
  }

  /// The nearest document that says something there; its own when none does.
  private LocatedDocument saying(ConfigPath path) {
    return documents.stream()
        .filter(document -> document.has(path))
        .findFirst()
        .orElseGet(documents::getFirst);
  }
}
