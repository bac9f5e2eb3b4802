package io.dagwerk.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Reads plain values as a config tree. Answers of the API are trees of many thousand values, so
/// where one is, is only put into words when something is wrong there.
final class PlainTree {
  private PlainTree() {}

  /// Where a value is.
  ///
  /// @param above what it is in; null for the document itself
  private record Place(@Nullable Place above, ConfigPath.Segment step, int depth) {
    static Place in(@Nullable Place above, ConfigPath.Segment step) {
      return new Place(above, step, above == null ? 1 : above.depth + 1);
    }

    static ConfigPath path(@Nullable Place place) {
      List<ConfigPath.Segment> steps = new ArrayList<>();
      for (Place at = place; at != null; at = at.above) {
        steps.addFirst(at.step);
      }
      return new ConfigPath(steps);
    }
  }

  /// @throws IllegalArgumentException as [ConfigTree#of(Object)]
  static ConfigTree of(@Nullable Object plain) {
    return of(plain, null);
  }

  private static ConfigTree of(@Nullable Object plain, @Nullable Place place) {
    if (place != null && place.depth() > ConfigTree.DEEPEST) {
      throw tooDeep();
    }
    return switch (plain) {
      case null -> ConfigTree.nothing();
      case ConfigTree tree -> tree;
      case Boolean truth -> new ConfigTree.Truth(truth);
      case Number number -> ofNumber(number);
      case CharSequence text -> new ConfigTree.Text(text.toString());
      case List<?> items -> ofList(items, place);
      case Map<?, ?> entries -> ofMap(entries, place);
      default -> throw unknown(Place.path(place) + ": ", plain);
    };
  }

  private static ConfigTree ofNumber(Number number) {
    return switch (number) {
      case BigInteger whole -> new ConfigTree.Whole(whole);
      case BigDecimal decimal -> new ConfigTree.Decimal(decimal);
      case Double d when Double.isFinite(d) -> new ConfigTree.Decimal(BigDecimal.valueOf(d));
      case Float f when Float.isFinite(f) ->
          new ConfigTree.Decimal(new BigDecimal(Float.toString(f)));
      case Double _, Float _ -> new ConfigTree.Text(number.toString());
      default -> new ConfigTree.Whole(BigInteger.valueOf(number.longValue()));
    };
  }

  private static ConfigTree ofList(List<?> plain, @Nullable Place place) {
    List<ConfigTree> items = new ArrayList<>(plain.size());
    for (Object item : plain) {
      items.add(of(item, Place.in(place, new ConfigPath.Index(items.size()))));
    }
    return new ConfigTree.Items(items);
  }

  private static ConfigTree ofMap(Map<?, ?> plain, @Nullable Place place) {
    SequencedMap<String, ConfigTree> entries = LinkedHashMap.newLinkedHashMap(plain.size());
    plain.forEach((key, value) -> {
      if (!(key instanceof String name)) {
        throw noText(Place.path(place) + ": ", key);
      }
      entries.put(name, of(value, Place.in(place, new ConfigPath.Key(name))));
    });
    return new ConfigTree.Entries(entries);
  }

  static IllegalArgumentException tooDeep() {
    return new IllegalArgumentException(
        "a config document may be nested %d deep, but this one goes deeper"
            .formatted(ConfigTree.DEEPEST));
  }

  static IllegalArgumentException unknown(String place, Object plain) {
    return new IllegalArgumentException(
        "%sa config document holds texts, numbers, booleans, lists and maps, but found a %s"
            .formatted(place, plain.getClass().getName()));
  }

  static IllegalArgumentException noText(String place, @Nullable Object key) {
    return new IllegalArgumentException(
        "%sthe keys of a config document are texts, but found %s".formatted(place, key));
  }
}
