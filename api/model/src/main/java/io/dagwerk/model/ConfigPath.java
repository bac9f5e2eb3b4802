package io.dagwerk.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A place in a config document, such as `assets.raw_flights.config.files[2]`.
public record ConfigPath(List<Segment> segments) {
  /// The document itself.
  public static final ConfigPath ROOT = new ConfigPath(List.of());

  private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_$-]+");

  /// One step down.
  public sealed interface Segment {}

  /// Down to the entry of a map.
  public record Key(String name) implements Segment {}

  /// Down to an item of a list, counted from zero.
  public record Index(int position) implements Segment {}

  public ConfigPath {
    segments = List.copyOf(segments);
  }

  /// The path of entries down from the root.
  public static ConfigPath of(String... keys) {
    ConfigPath path = ROOT;
    for (String key : keys) {
      path = path.entry(key);
    }
    return path;
  }

  /// The path of this map's entry.
  public ConfigPath entry(String name) {
    return down(new Key(name));
  }

  /// The path of this list's item.
  public ConfigPath item(int position) {
    return down(new Index(position));
  }

  private ConfigPath down(Segment segment) {
    List<Segment> longer = new ArrayList<>(segments.size() + 1);
    longer.addAll(segments);
    longer.add(segment);
    return new ConfigPath(longer);
  }

  /// How far below the root this is.
  public int depth() {
    return segments.size();
  }

  /// The path of what this is an entry or an item of; the root is above itself.
  public ConfigPath above() {
    return segments.isEmpty() ? this : new ConfigPath(segments.subList(0, segments.size() - 1));
  }

  /// The path as a JSON pointer, such as `/params/files/2`; empty for the root.
  public String toPointer() {
    StringBuilder text = new StringBuilder();
    for (Segment segment : segments) {
      text.append('/');
      switch (segment) {
        case Index(int position) -> text.append(position);
        case Key(String name) -> text.append(name.replace("~", "~0").replace("/", "~1"));
      }
    }
    return text.toString();
  }

  /// The path as it is shown; empty for the root. A key that is no plain word stands in brackets.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Segment segment : segments) {
      switch (segment) {
        case Index(int position) -> text.append('[').append(position).append(']');
        case Key(String name) when PLAIN_KEY.matcher(name).matches() ->
            text.append(text.isEmpty() ? "" : ".").append(name);
        case Key(String name) ->
            text.append('[').append(new ConfigTree.Text(name).toJson()).append(']');
      }
    }
    return text.toString();
  }
}
