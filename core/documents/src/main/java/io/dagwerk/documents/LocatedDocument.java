package io.dagwerk.documents;

import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigTree;
import java.util.Map;
import java.util.Optional;

/// A document that knows where each of its parts is written, so that what is wrong with it can be
/// pointed at. Immutable.
///
/// ```java
/// LocatedDocument document = Documents.locate("limit: many", "job 'small'");
/// document.valueAt(ConfigPath.of("limit")); // 1:8
/// document.keyAt(ConfigPath.of("limit"));   // 1:1
/// ```
public final class LocatedDocument {
  private final String name;
  private final ConfigTree tree;
  private final Map<ConfigPath, Place> places;

  LocatedDocument(String name, ConfigTree tree, Map<ConfigPath, Place> places) {
    this.name = name;
    this.tree = tree;
    this.places = Map.copyOf(places);
  }

  /// Where a part is written.
  ///
  /// @param key where its key begins; of an item of a list, where the value does
  record Place(Position key, Position value) {}

  /// What the text is, as it was said when it was read.
  public String name() {
    return name;
  }

  public ConfigTree tree() {
    return tree;
  }

  /// Whether the document says anything at this path.
  public boolean has(ConfigPath path) {
    return places.containsKey(path);
  }

  /// Where the value at a path begins; of what is not there, where the nearest that is around it
  /// does.
  public Position valueAt(ConfigPath path) {
    return nearest(path).map(Place::value).orElse(Position.START);
  }

  /// Where the key of an entry begins, and an item of a list; of what is not there, where the key
  /// of the nearest that is around it does.
  public Position keyAt(ConfigPath path) {
    return nearest(path).map(Place::key).orElse(Position.START);
  }

  private Optional<Place> nearest(ConfigPath path) {
    ConfigPath at = path;
    while (!has(at) && at.depth() > 0) {
      at = at.above();
    }
    return Optional.ofNullable(places.get(at));
  }

  @Override
  public String toString() {
    return "document '%s'".formatted(name);
  }
}
