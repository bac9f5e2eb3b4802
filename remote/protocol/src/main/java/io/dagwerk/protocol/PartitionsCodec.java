package io.dagwerk.protocol;

import static io.dagwerk.protocol.CommonCodec.partitions;
import static io.dagwerk.protocol.CommonCodec.texts;

import io.dagwerk.model.Bounds;
import io.dagwerk.model.Cadence;
import io.dagwerk.model.Exclusions;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.PartitionMapping.Beyond;
import io.dagwerk.model.Partitions;
import io.dagwerk.protocol.v1.SnapshotProto;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Partition definitions and mappings as messages, and back.
final class PartitionsCodec {
  private PartitionsCodec() {}

  static SnapshotProto.Partitions toMessage(Partitions definition) {
    SnapshotProto.Partitions.Builder message = SnapshotProto.Partitions.newBuilder();
    switch (definition) {
      case Partitions.TimeWindows windows -> message.setTimeWindows(write(windows));
      case Partitions.CronWindows windows -> message.setCronWindows(write(windows));
      case Partitions.Fixed(var keys) ->
          message.setFixed(SnapshotProto.Partitions.Fixed.newBuilder().addAllKeys(texts(keys)));
      case Partitions.Dynamic(String name) -> message.setDynamic(name);
      case Partitions.Product(var dimensions) -> {
        var product = SnapshotProto.Partitions.Product.newBuilder();
        dimensions.forEach((name, dimension) ->
            product.addDimensions(
                SnapshotProto.Partitions.Dimension.newBuilder()
                    .setName(name)
                    .setPartitions(toMessage(dimension))));
        message.setProduct(product);
      }
    }
    return message.build();
  }

  static Partitions fromMessage(SnapshotProto.Partitions message) {
    return switch (message.getKindCase()) {
      case TIME_WINDOWS -> read(message.getTimeWindows());
      case CRON_WINDOWS -> read(message.getCronWindows());
      case FIXED -> new Partitions.Fixed(partitions(message.getFixed().getKeysList()));
      case DYNAMIC -> new Partitions.Dynamic(message.getDynamic());
      case PRODUCT -> {
        SequencedMap<String, Partitions> dimensions = new LinkedHashMap<>();
        message
            .getProduct()
            .getDimensionsList()
            .forEach(it -> dimensions.put(it.getName(), fromMessage(it.getPartitions())));
        yield new Partitions.Product(dimensions);
      }
      case KIND_NOT_SET -> throw UnreadableMessage.ofKind("Partitions");
    };
  }

  private static SnapshotProto.Partitions.TimeWindows write(Partitions.TimeWindows windows) {
    Bounds bounds = windows.bounds();
    SnapshotProto.Partitions.TimeWindows.Builder message =
        SnapshotProto.Partitions.TimeWindows.newBuilder()
            .setUnit(SnapshotProto.Partitions.Unit.valueOf("UNIT_" + windows.unit().name()))
            .setDay(windows.cadence().day())
            .setMinute(windows.cadence().minute())
            .setStart(bounds.start().toString())
            .setZone(windows.zone().getId())
            .setAhead(bounds.ahead())
            .setExclusions(write(windows.exclusions()));
    bounds.end().ifPresent(end -> message.setEnd(end.toString()));
    return message.build();
  }

  private static SnapshotProto.Partitions.CronWindows write(Partitions.CronWindows windows) {
    Bounds bounds = windows.bounds();
    SnapshotProto.Partitions.CronWindows.Builder message =
        SnapshotProto.Partitions.CronWindows.newBuilder()
            .setCron(windows.cron())
            .setStart(bounds.start().toString())
            .setZone(windows.zone().getId())
            .setAhead(bounds.ahead())
            .setExclusions(write(windows.exclusions()));
    bounds.end().ifPresent(end -> message.setEnd(end.toString()));
    return message.build();
  }

  private static SnapshotProto.Partitions.Exclusions write(Exclusions exclusions) {
    return SnapshotProto.Partitions.Exclusions.newBuilder()
        .addAllWeekdays(exclusions.weekdays().stream().map(DayOfWeek::getValue).toList())
        .addAllDates(exclusions.dates().stream().map(LocalDate::toString).toList())
        .build();
  }

  private static Partitions read(SnapshotProto.Partitions.TimeWindows message) {
    ChronoUnit unit =
        switch (message.getUnit()) {
          case UNIT_HOURS -> ChronoUnit.HOURS;
          case UNIT_DAYS -> ChronoUnit.DAYS;
          case UNIT_WEEKS -> ChronoUnit.WEEKS;
          case UNIT_MONTHS -> ChronoUnit.MONTHS;
          case UNIT_UNSPECIFIED, UNRECOGNIZED -> throw UnreadableMessage.ofKind("Unit");
        };
    return new Partitions.TimeWindows(
        new Cadence(unit, Math.max(1, message.getDay()), message.getMinute()),
        ZoneId.of(message.getZone()),
        new Bounds(
            LocalDateTime.parse(message.getStart()),
            CommonCodec.optional(message::hasEnd, message::getEnd, LocalDateTime::parse),
            message.getAhead()),
        read(message.getExclusions()));
  }

  private static Partitions read(SnapshotProto.Partitions.CronWindows message) {
    return new Partitions.CronWindows(
        message.getCron(),
        ZoneId.of(message.getZone()),
        new Bounds(
            LocalDateTime.parse(message.getStart()),
            CommonCodec.optional(message::hasEnd, message::getEnd, LocalDateTime::parse),
            message.getAhead()),
        read(message.getExclusions()));
  }

  private static Exclusions read(SnapshotProto.Partitions.Exclusions message) {
    return new Exclusions(
        message.getWeekdaysList().stream()
            .map(DayOfWeek::of)
            .collect(Collectors.toCollection(TreeSet::new)),
        message.getDatesList().stream()
            .map(LocalDate::parse)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  static SnapshotProto.PartitionMapping toMessage(PartitionMapping mapping) {
    SnapshotProto.PartitionMapping.Builder message = SnapshotProto.PartitionMapping.newBuilder();
    switch (mapping) {
      case PartitionMapping.Same _ ->
          message.setSame(SnapshotProto.PartitionMapping.Same.getDefaultInstance());
      case PartitionMapping.All _ ->
          message.setAll(SnapshotProto.PartitionMapping.All.getDefaultInstance());
      case PartitionMapping.Offset(int places) -> message.setOffset(places);
      case PartitionMapping.Last _ ->
          message.setLast(SnapshotProto.PartitionMapping.Last.getDefaultInstance());
      case PartitionMapping.Overlapping(int start, int end, Beyond beyond) ->
          message.setOverlapping(
              SnapshotProto.PartitionMapping.Overlapping.newBuilder()
                  .setStartOffset(start)
                  .setEndOffset(end)
                  .setLeftOut(beyond == Beyond.LEFT_OUT));
      case PartitionMapping.Specific(var keys) ->
          message.setSpecific(
              SnapshotProto.PartitionMapping.Specific.newBuilder().addAllKeys(texts(keys)));
      case PartitionMapping.ByKey(var upstream) -> {
        var all = SnapshotProto.PartitionMapping.ByKey.newBuilder();
        upstream.forEach((reader, keys) ->
            all.addReaders(
                SnapshotProto.PartitionMapping.Upstream.newBuilder()
                    .setReader(reader.text())
                    .addAllKeys(texts(keys))));
        message.setByKey(all);
      }
      case PartitionMapping.ByDimension(var dimensions) -> {
        var all = SnapshotProto.PartitionMapping.ByDimension.newBuilder();
        dimensions.forEach((upstream, part) -> all.addParts(write(upstream, part)));
        message.setByDimension(all);
      }
      case PartitionMapping.Custom(String name) -> message.setCustom(name);
    }
    return message.build();
  }

  private static SnapshotProto.PartitionMapping.Part write(
      String upstream, PartitionMapping.ByDimension.Part part) {
    SnapshotProto.PartitionMapping.Part.Builder message =
        SnapshotProto.PartitionMapping.Part.newBuilder()
            .setUpstream(upstream)
            .setMapping(toMessage(part.mapping()));
    part.reader().ifPresent(message::setReader);
    return message.build();
  }

  static PartitionMapping fromMessage(SnapshotProto.PartitionMapping message) {
    return switch (message.getKindCase()) {
      case SAME -> new PartitionMapping.Same();
      case ALL -> new PartitionMapping.All();
      case OFFSET -> new PartitionMapping.Offset(message.getOffset());
      case LAST -> new PartitionMapping.Last();
      case OVERLAPPING ->
          new PartitionMapping.Overlapping(
              message.getOverlapping().getStartOffset(),
              message.getOverlapping().getEndOffset(),
              message.getOverlapping().getLeftOut() ? Beyond.LEFT_OUT : Beyond.REFUSED);
      case SPECIFIC ->
          new PartitionMapping.Specific(partitions(message.getSpecific().getKeysList()));
      case BY_KEY -> {
        SequencedMap<PartitionKey, List<PartitionKey>> upstream = new LinkedHashMap<>();
        message
            .getByKey()
            .getReadersList()
            .forEach(
                it -> upstream.put(new PartitionKey(it.getReader()), partitions(it.getKeysList())));
        yield new PartitionMapping.ByKey(upstream);
      }
      case BY_DIMENSION -> {
        SequencedMap<String, PartitionMapping.ByDimension.Part> parts = new LinkedHashMap<>();
        message
            .getByDimension()
            .getPartsList()
            .forEach(it ->
                parts.put(
                    it.getUpstream(),
                    new PartitionMapping.ByDimension.Part(
                        CommonCodec.optional(it::hasReader, it::getReader, text -> text),
                        fromMessage(it.getMapping()))));
        yield new PartitionMapping.ByDimension(parts);
      }
      case CUSTOM -> new PartitionMapping.Custom(message.getCustom());
      case KIND_NOT_SET -> throw UnreadableMessage.ofKind("PartitionMapping");
    };
  }
}
