package io.dagwerk.graphql;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.Span;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;

/// What a field is asked with, or a part of it: values that the schema has checked. What the schema
/// cannot say is checked here.
///
/// @param values as the engine gives them; what was left out is not among them
record Arguments(Map<String, Object> values) {
  /// A text that the schema requires.
  String text(String name) {
    return clean(name, Objects.requireNonNull((String) values.get(name), name));
  }

  /// @throws BadRequest for a text that no database takes
  Optional<String> findText(String name) {
    return Optional.ofNullable((String) values.get(name)).map(text -> clean(name, text));
  }

  /// @throws BadRequest for a longer one
  Optional<String> findText(String name, int longest) {
    Optional<String> text = findText(name);
    text.ifPresent(found -> within("length of " + name, found.length(), 0, longest));
    return text;
  }

  private static String clean(String name, String text) {
    if (text.indexOf(0) >= 0) {
      throw new BadRequest(
          "expected '%s' to be a text without the character NUL, but found it at place %d"
              .formatted(name, text.indexOf(0)));
    }
    return text;
  }

  int number(String name) {
    return Objects.requireNonNull((Integer) values.get(name), name);
  }

  /// @throws BadRequest for a number outside of the bounds
  int number(String name, int least, int most) {
    return (int) within(name, number(name), least, most);
  }

  /// A number from 0 on.
  ///
  /// @throws BadRequest for a number below
  long position(String name) {
    long value = Objects.requireNonNull((Long) values.get(name), name);
    return within(name, value, 0, Long.MAX_VALUE);
  }

  private static long within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new BadRequest(
          "expected '%s' to be from %d to %d, but found %d".formatted(name, least, most, value));
    }
    return value;
  }

  /// @throws BadRequest for what is no id of a run
  RunId run(String name) {
    return parsed(name, text(name));
  }

  /// @throws BadRequest for what is no id of a run
  Optional<RunId> findRun(String name) {
    return findText(name).map(text -> parsed(name, text));
  }

  private static RunId parsed(String name, String text) {
    try {
      RunId id = RunId.of(text);
      if (id.toString().equalsIgnoreCase(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // Told below, as for a text that is an id only by half.
    }
    throw new BadRequest(
        "expected '%s' to be the whole id of a run, such as %s, but found '%s'"
            .formatted(name, "0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b", text));
  }

  /// @throws BadRequest for what is no key of an asset
  AssetKey asset(String name) {
    try {
      return AssetKey.of(text(name));
    } catch (IllegalArgumentException _) {
      throw new BadRequest(
          "expected '%s' to be the key of an asset, such as raw/flights, but found '%s'"
              .formatted(name, text(name)));
    }
  }

  /// @throws BadRequest for what is no key of an asset
  List<AssetKey> assets(String name) {
    return texts(name).stream().map(text -> one(name, text).asset(name)).distinct().toList();
  }

  /// @throws BadRequest for what is no key of a partition
  List<PartitionKey> partitions(String name) {
    return texts(name).stream()
        .flatMap(text -> one(name, text).findPartition(name).stream())
        .toList();
  }

  private static Arguments one(String name, String text) {
    return new Arguments(Map.of(name, text));
  }

  /// @throws BadRequest for what is no key of a partition
  Optional<PartitionKey> findPartition(String name) {
    try {
      return findText(name).map(PartitionKey::of);
    } catch (IllegalArgumentException _) {
      throw new BadRequest(
          "expected '%s' to be the key of a partition, such as 2001-01-31, but found '%s'"
              .formatted(name, text(name)));
    }
  }

  /// Several texts; none when nothing is said.
  @SuppressWarnings("unchecked") // as the schema has it
  List<String> texts(String name) {
    List<String> texts = (List<String>) values.getOrDefault(name, List.of());
    texts.forEach(text -> clean(name, text));
    return texts;
  }

  Optional<Instant> findTime(String name) {
    return Optional.ofNullable((Instant) values.get(name));
  }

  Instant time(String name) {
    return findTime(name).orElseThrow();
  }

  /// A part of time, open where a side is not said.
  ///
  /// @throws BadRequest when it ends before it begins
  Span span(String name) {
    return find(name).map(Arguments::span).orElse(Span.always());
  }

  private Span span() {
    Optional<Instant> from = findTime("from");
    Optional<Instant> to = findTime("to");
    if (from.isPresent() && to.filter(end -> !from.get().isBefore(end)).isPresent()) {
      throw new BadRequest(
          "expected 'from' to be before 'to', but found %s and %s"
              .formatted(from.get(), to.orElseThrow()));
    }
    return new Span(from, to);
  }

  Optional<Long> findNumber(String name) {
    return Optional.ofNullable((Long) values.get(name));
  }

  Optional<Boolean> findTruth(String name) {
    return Optional.ofNullable((Boolean) values.get(name));
  }

  /// A constant of an enum that has the same names as that of the schema.
  <E extends Enum<E>> E constant(String name, Class<E> type) {
    return Enum.valueOf(type, text(name));
  }

  @SuppressWarnings("unchecked") // as the schema has it
  <E extends Enum<E>> List<E> constants(String name, Class<E> type) {
    List<String> names = (List<String>) values.getOrDefault(name, List.of());
    return names.stream().map(constant -> Enum.valueOf(type, constant)).toList();
  }

  /// A part that has parts.
  Optional<Arguments> find(String name) {
    return Optional.ofNullable(values.get(name)).map(Arguments::inner);
  }

  SequencedMap<String, String> tags() {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    if (values.get("tags") instanceof List<?> list) {
      list.forEach(item -> {
        Arguments tag = inner(Objects.requireNonNull(item));
        tags.put(tag.text("key"), tag.text("value"));
      });
    }
    return tags;
  }

  @SuppressWarnings("unchecked") // an input type of the schema
  private static Arguments inner(Object part) {
    return new Arguments((Map<String, Object>) part);
  }
}
