package io.dagwerk.graphql;

import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import io.dagwerk.model.Ordered;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// How the pages are to show what is theirs to choose, as the settings say.
///
/// @param sources the address of a source file, with `{file}` where its path stands
/// @param kinds how kinds of assets and ops look, by their names
public record Look(Optional<String> sources, SequencedMap<String, KindLook> kinds) {
  /// Nothing was said.
  public static final Look PLAIN = new Look(Optional.empty(), new LinkedHashMap<>());

  public Look {
    kinds = Ordered.copyOf(kinds);
  }

  /// How a kind looks.
  ///
  /// @param icon a value of `KindIcon` in the schema
  /// @param color a value of `KindColor` in the schema
  public record KindLook(Optional<String> icon, Optional<String> color) {}

  /// A kind with its look.
  record Named(String kind, KindLook look) {}

  void wire(RuntimeWiring.Builder wiring) {
    wiring.type(TypeRuntimeWiring.newTypeWiring("Query").dataFetcher("look", _ -> this));
    Fields.of("Look", Look.class).field("kinds", Look::named).wire(wiring);
    Fields.of("KindLook", Named.class)
        .field("icon", named -> named.look().icon())
        .field("color", named -> named.look().color())
        .wire(wiring);
  }

  private List<Named> named() {
    return kinds.entrySet().stream()
        .map(entry -> new Named(entry.getKey(), entry.getValue()))
        .toList();
  }
}
