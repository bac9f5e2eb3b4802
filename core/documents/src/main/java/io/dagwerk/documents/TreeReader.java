package io.dagwerk.documents;

import io.dagwerk.documents.LocatedDocument.Place;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/// Reads the tokens of one document into a tree, and notes where each part begins. For one thread
/// and one document.
final class TreeReader {
  private final JsonParser parser;
  private final Map<ConfigPath, Place> places = new HashMap<>();

  private TreeReader(JsonParser parser) {
    this.parser = parser;
  }

  /// The document that a parser reads; nothing in it is an empty map.
  ///
  /// @param name what the text is, for messages
  /// @param language what it is expected to be written in, for messages
  /// @throws InvalidDocument with line and column, when it is not
  static LocatedDocument read(Supplier<JsonParser> text, String language, String name) {
    try (JsonParser parser = text.get()) {
      return new TreeReader(parser).read(name);
    } catch (JacksonException e) {
      Position at = position(e.getLocation());
      String reason =
          "expected %s, but %s; correct it there"
              .formatted(language, found(e.getOriginalMessage()));
      throw new InvalidDocument("%s:%s: %s".formatted(name, at, reason), at, reason, e);
    } catch (IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage());
      throw new InvalidDocument("%s: %s".formatted(name, reason), Position.START, reason, e);
    }
  }

  /// What the parser was doing and what it found, without the excerpts between.
  private static String found(String message) {
    String sentences =
        message
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith(" "))
            .collect(Collectors.joining(": "));
    return sentences.isEmpty() ? "it is not" : sentences.replace("<stream end>", "the end");
  }

  private LocatedDocument read(String name) {
    if (parser.nextToken() == null) {
      return new LocatedDocument(name, ConfigTree.empty(), places);
    }
    ConfigTree tree = value(ConfigPath.ROOT, here());
    if (parser.nextToken() != null) {
      throw new IllegalArgumentException(
          "expected one document, but a second begins at %s; put it in a file of its own"
              .formatted(here()));
    }
    return new LocatedDocument(
        name, tree instanceof ConfigTree.Nothing ? ConfigTree.empty() : tree, places);
  }

  /// The value of the current token.
  private ConfigTree value(ConfigPath path, Position key) {
    if (path.depth() > ConfigTree.DEEPEST) {
      throw new IllegalArgumentException(
          "a config document may be nested %d deep, but this one goes deeper"
              .formatted(ConfigTree.DEEPEST));
    }
    places.put(path, new Place(key, here()));
    return switch (parser.currentToken()) {
      case START_OBJECT -> entries(path);
      case START_ARRAY -> items(path);
      case VALUE_STRING -> new ConfigTree.Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> ConfigTree.of(parser.getNumberValue());
      case VALUE_TRUE -> new ConfigTree.Truth(true);
      case VALUE_FALSE -> new ConfigTree.Truth(false);
      case VALUE_NULL -> ConfigTree.nothing();
      case VALUE_EMBEDDED_OBJECT -> ConfigTree.of(parser.getEmbeddedObject());
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, NOT_AVAILABLE ->
          throw new IllegalStateException("a value begins with " + parser.currentToken());
    };
  }

  private ConfigTree entries(ConfigPath path) {
    SequencedMap<String, ConfigTree> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      Position key = here();
      parser.nextToken();
      entries.put(name, value(path.entry(name), key));
    }
    return new ConfigTree.Entries(entries);
  }

  private ConfigTree items(ConfigPath path) {
    List<ConfigTree> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(path.item(items.size()), here()));
    }
    return new ConfigTree.Items(items);
  }

  private Position here() {
    return position(parser.currentTokenLocation());
  }

  private static Position position(@Nullable TokenStreamLocation at) {
    return at == null ? Position.START : new Position(at.getLineNr(), at.getColumnNr());
  }
}
