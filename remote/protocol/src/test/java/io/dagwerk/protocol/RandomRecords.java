package io.dagwerk.protocol;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Bounds;
import io.dagwerk.model.Cadence;
import io.dagwerk.model.Condition;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Exclusions;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.JvmOptions;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Retry;
import io.dagwerk.model.StepKey;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Draws values of any record or sealed interface of the model, from what their declarations say.
final class RandomRecords {
  private static final List<String> WORDS =
      List.of(
          "", "a", "raw_flights", "2001-01-31", "é ☃ \uD83D\uDE80", "line\nbreak", "x".repeat(300));
  private static final int DEEPEST = 5;
  private final RandomGenerator random;

  RandomRecords(RandomGenerator random) {
    this.random = random;
  }

  /// Every record below a sealed interface.
  static List<Class<?>> kindsOf(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses())
        .flatMap(each -> each.isSealed() ? kindsOf(each).stream() : Stream.of(each))
        .toList();
  }

  <T> T draw(Class<T> type) {
    return type.cast(draw(type, 0));
  }

  private Object draw(Type type, int depth) {
    return switch (type) {
      case ParameterizedType generic -> drawGeneric(generic, depth);
      case Class<?> plain -> drawPlain(plain, depth);
      default -> throw new IllegalArgumentException("cannot draw a " + type);
    };
  }

  private Object drawGeneric(ParameterizedType type, int depth) {
    Type[] of = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return depth < DEEPEST && random.nextBoolean()
          ? Optional.of(draw(of[0], depth + 1))
          : Optional.empty();
    }
    int size = depth < DEEPEST ? random.nextInt(3) : 0;
    if (type.getRawType() == List.class) {
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        list.add(draw(of[0], depth + 1));
      }
      return list;
    }
    if (type.getRawType() == SequencedMap.class) {
      SequencedMap<Object, Object> map = new LinkedHashMap<>();
      for (int i = 0; i < size; i++) {
        map.put(draw(of[0], depth + 1), draw(of[1], depth + 1));
      }
      return map;
    }
    throw new IllegalArgumentException("cannot draw a " + type);
  }

  private Object drawPlain(Class<?> type, int depth) {
    if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    }
    Optional<Object> special = drawSpecial(type, depth);
    if (special.isPresent()) {
      return special.get();
    }
    if (type.isSealed() && type.getName().startsWith("io.dagwerk.")) {
      List<Class<?>> kinds = kindsOf(type);
      return drawPlain(kinds.get(random.nextInt(kinds.size())), depth + 1);
    }
    return type.isRecord() ? drawRecord(type, depth) : drawValue(type);
  }

  /// What may not be drawn part by part.
  private Optional<Object> drawSpecial(Class<?> type, int depth) {
    Object drawn =
        switch (type.getSimpleName()) {
          case "StepKey" -> new StepKey("node_" + random.nextInt(9), List.of("k" + word()));
          case "PartitionKey" -> new PartitionKey("p" + random.nextInt(1000));
          case "AssetKey" -> AssetKey.of("raw/flights_" + random.nextInt(1000));
          case "Retry" -> Retry.times(random.nextInt(9)).linear(Duration.ofMillis(7)).jittered();
          case "JvmOptions" ->
              JvmOptions.NONE
                  .heapMebibytes(16 + random.nextInt(9000))
                  .flag("-D" + word())
                  .environment("N" + random.nextInt(9), word());
          case "ErrorInfo" -> error(random.nextInt(4));
          case "Fixed" -> Partitions.fixed("a", "b" + random.nextInt(9));
          case "Product" -> Partitions.times(Partitions.daily("2001-01-01"), Partitions.fixed("x"));
          case "Cadence" ->
              random.nextBoolean()
                  ? new Cadence(ChronoUnit.HOURS, 1, random.nextInt(60))
                  : new Cadence(ChronoUnit.MONTHS, 1 + random.nextInt(28), random.nextInt(1440));
          case "Bounds" ->
              new Bounds(
                  localTime(),
                  random.nextBoolean() ? Optional.of(localTime()) : Optional.empty(),
                  random.nextInt(5) - 2);
          case "Exclusions" ->
              new Exclusions(
                  new TreeSet<>(Set.of(DayOfWeek.of(1 + random.nextInt(7)))),
                  new TreeSet<>(Set.of(localTime().toLocalDate())));
          case "ByDimension" ->
              new PartitionMapping.ByDimension(new LinkedHashMap<>())
                  .and("day", new PartitionMapping.Last())
                  .and("region", word(), new PartitionMapping.Same());
          case "Shape" ->
              depth > DEEPEST
                  ? ConfigSchema.Shape.EMPTY
                  : new ConfigSchema.Shape(List.of(field("first", depth), field("second", depth)));
          case "Selector" ->
              new ConfigSchema.Selector(
                  List.of(new ConfigSchema.Alternative("one", ConfigSchema.Shape.EMPTY, word())));
          case "Enumeration" -> new ConfigSchema.Enumeration(List.of("small", "large"));
          case "ConfigSchema" -> depth > DEEPEST ? new ConfigSchema.Text() : null;
          case "ConfigTree" -> depth > DEEPEST ? ConfigTree.of(word()) : null;
          case "Condition" -> depth > DEEPEST ? Condition.missing() : null;
          case "InputSource" -> depth > DEEPEST ? new InputSource.Absent() : null;
          case "InputSnapshot" -> depth > DEEPEST ? new InputSnapshot.OfConfig() : null;
          default -> null;
        };
    return Optional.ofNullable(drawn);
  }

  private ConfigSchema.Field field(String name, int depth) {
    return new ConfigSchema.Field(
        name,
        (ConfigSchema) draw(ConfigSchema.class, depth + 2),
        random.nextBoolean() ? Optional.of(ConfigTree.of(word())) : Optional.empty(),
        word(),
        new ConfigSchema.Lifecycle(
            List.of(new ConfigSchema.FormerName("old_" + name, "1", "3", random.nextBoolean())),
            Optional.of(new ConfigSchema.Deprecation("2", random.nextBoolean()))));
  }

  private ErrorInfo error(int causes) {
    return new ErrorInfo(
        "E" + causes,
        word(),
        List.of(word(), word()),
        causes == 0 ? Optional.empty() : Optional.of(error(causes - 1)));
  }

  private Object drawRecord(Class<?> type, int depth) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = draw(components[i].getGenericType(), depth + 1);
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type, e);
    }
  }

  private Object drawValue(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "String" -> word();
      case "int", "Integer" -> random.nextInt();
      case "long" -> random.nextLong();
      case "boolean" -> random.nextBoolean();
      case "BigDecimal" ->
          new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(20));
      case "BigInteger" -> BigInteger.valueOf(random.nextLong()).pow(2);
      case "Duration" -> Duration.ofSeconds(random.nextInt(1_000_000), random.nextInt(1_000_000));
      case "Instant" -> Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000));
      case "UUID" -> new UUID(random.nextLong(), random.nextLong());
      case "LocalDateTime" -> localTime();
      case "ZoneId" -> ZoneId.of("America/New_York");
      default -> throw new IllegalArgumentException("cannot draw a " + type);
    };
  }

  private LocalDateTime localTime() {
    return LocalDateTime.of(2001, 1, 1, 0, 0).plusHours(random.nextInt(100_000));
  }

  private String word() {
    return WORDS.get(random.nextInt(WORDS.size()));
  }
}
