package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.TimeWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Every combination of the keys of several dimensions, the first changing slowest.
final class ProductPartitions implements PartitionSet {
  private final Dimensions dimensions;
  private final Once<PartitionSubset> all;

  ProductPartitions(Dimensions dimensions) {
    this.dimensions = dimensions;
    this.all =
        new Once<>(
            () -> dimensions.combined(dimensions.sets().stream().map(PartitionSet::all).toList()));
  }

  Dimensions dimensions() {
    return dimensions;
  }

  private List<PartitionSet> sets() {
    return dimensions.sets();
  }

  @Override
  public long count() {
    return sets().stream().mapToLong(PartitionSet::count).reduce(1, Math::multiplyExact);
  }

  @Override
  public PartitionSubset all() {
    return all.get();
  }

  @Override
  public OptionalLong indexOf(PartitionKey key) {
    return each(key, PartitionSet::indexOf).stream().mapToLong(dimensions::number).findFirst();
  }

  @Override
  public OptionalLong placeOf(PartitionKey key) {
    return each(key, PartitionSet::placeOf).stream().mapToLong(this::placeOf).findFirst();
  }

  private long placeOf(List<Long> places) {
    return IntStream.range(0, sets().size())
        .mapToLong(Integer::toUnsignedLong)
        .reduce(0, (place, i) -> place * sets().get((int) i).count() + places.get((int) i));
  }

  /// What is asked of each dimension for its part of a key; empty if one has no answer, or for text
  /// that is no combination.
  private Optional<List<Long>> each(
      PartitionKey key, BiFunction<PartitionSet, PartitionKey, OptionalLong> question) {
    String[] parts = key.text().split("\\" + PartitionKey.SEPARATOR, -1);
    if (parts.length != sets().size() || Stream.of(parts).anyMatch(String::isBlank)) {
      return Optional.empty();
    }
    List<Long> answers = new ArrayList<>();
    for (PartitionSet set : sets()) {
      OptionalLong answer = question.apply(set, new PartitionKey(parts[answers.size()]));
      if (answer.isEmpty()) {
        return Optional.empty();
      }
      answers.add(answer.getAsLong());
    }
    return Optional.of(answers);
  }

  @Override
  public Optional<PartitionKey> keyAt(long number) {
    int row = PartitionSubset.rowOf(number);
    List<Long> numbers = new ArrayList<>(dimensions.numbersOfRow(row));
    numbers.set(dimensions.column(), (long) (int) number);
    return joined(numbers, PartitionSet::keyAt);
  }

  @Override
  public Optional<PartitionKey> keyAtPlace(long place) {
    if (place < 0 || place >= count()) {
      return Optional.empty();
    }
    List<Long> places = new ArrayList<>();
    long rest = place;
    for (PartitionSet set : sets().reversed()) {
      places.addFirst(rest % set.count());
      rest /= set.count();
    }
    return joined(places, PartitionSet::keyAtPlace);
  }

  private Optional<PartitionKey> joined(
      List<Long> numbers, BiFunction<PartitionSet, Long, Optional<PartitionKey>> key) {
    List<PartitionKey> parts = new ArrayList<>();
    for (PartitionSet set : sets()) {
      key.apply(set, numbers.get(parts.size())).ifPresent(parts::add);
    }
    return parts.size() == sets().size()
        ? Optional.of(PartitionKey.ofDimensions(parts))
        : Optional.empty();
  }

  @Override
  public Optional<PartitionKey> step(PartitionKey key, long places) {
    int column = dimensions.column();
    if (!contains(key) || !(sets().get(column) instanceof WindowPartitions windows)) {
      return PartitionSet.super.step(key, places);
    }
    List<PartitionKey> parts = new ArrayList<>(key.dimensions());
    return windows
        .step(parts.get(column), places)
        .map(moved -> {
          parts.set(column, moved);
          return PartitionKey.ofDimensions(parts);
        });
  }

  @Override
  public Optional<TimeWindow> window(PartitionKey key) {
    return contains(key)
        ? sets().get(dimensions.column()).window(key.dimensions().get(dimensions.column()))
        : Optional.empty();
  }

  @Override
  public Stream<PartitionKey> keys() {
    return Dimensions.keys(sets().stream().map(PartitionSet::keys).toList());
  }

  @Override
  public Stream<PartitionKey> keys(PartitionSubset numbers) {
    LongStream found = numbers.numbers();
    return sorted(found.mapToObj(this::keyAt).flatMap(Optional::stream).toList()).stream();
  }

  @Override
  public String describe() {
    return IntStream.range(0, sets().size())
        .mapToObj(i -> "%s (%s)".formatted(dimensions.names().get(i), sets().get(i).describe()))
        .collect(Collectors.joining(" times "));
  }
}
