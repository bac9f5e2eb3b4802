package io.dagwerk.config.internal;

import io.dagwerk.config.Doc;
import io.dagwerk.config.Name;
import io.dagwerk.config.Secret;
import io.dagwerk.model.ConfigSchema;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// Reads Java types as config: which codec each has, and what is wrong with those that have none.
public final class CodecReader {
  private static final String SUPPORTED =
      "int, long, double, boolean, String, BigDecimal, enums, Duration, LocalDate, Instant, ZoneId,"
          + " URI, Path, Secret<String>, Optional, List, Map and SequencedMap of String to any of"
          + " these, records, sealed interfaces of records, and Object for anything";

  private final List<String> problems = new ArrayList<>();
  private final SequencedSet<Class<?>> open = new LinkedHashSet<>();
  private final SequencedMap<Class<?>, Codec> known = new LinkedHashMap<>();

  /// The codec of a whole config: of a record, or of a sealed interface of records. Only of use if
  /// there are no [#problems].
  public Codec readRoot(Class<?> type) {
    if (!type.isRecord() && !isSealedInterface(type)) {
      return refuse(
          type.getSimpleName(),
          "config is a record or a sealed interface of records, but this is " + describe(type));
    }
    return read(type, type.getSimpleName());
  }

  /// The codec of a config that may also be a single value.
  public Codec readValue(Class<?> type) {
    return readClass(type, type.getSimpleName());
  }

  /// What is wrong, each with its place.
  public List<String> problems() {
    return List.copyOf(problems);
  }

  Codec refuse(String place, String reason) {
    problems.add(place + ": " + reason);
    return new AnythingCodec();
  }

  /// The codec of the type of a component.
  Codec read(Type type, String place) {
    return switch (type) {
      case Class<?> plain -> readClass(plain, place);
      case ParameterizedType generic -> readGeneric(generic, place);
      default -> unsupported(type, place);
    };
  }

  private Codec readClass(Class<?> type, String place) {
    Optional<Codec> scalar = ScalarCodecs.find(type);
    if (scalar.isPresent()) {
      return scalar.orElseThrow();
    }
    if (type == Object.class) {
      return new AnythingCodec();
    }
    if (type.isEnum()) {
      return readEnum(type, place);
    }
    return type.isRecord() || isSealedInterface(type)
        ? readNested(type, place)
        : unsupported(type, place);
  }

  private Codec readGeneric(ParameterizedType type, String place) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return new OptionalCodec(read(arguments[0], place));
    } else if (type.getRawType() == List.class) {
      return new ListCodec(read(arguments[0], place));
    } else if (type.getRawType() == Map.class || type.getRawType() == SequencedMap.class) {
      return arguments[0] == String.class
          ? new MapCodec(read(arguments[1], place))
          : unsupported(type, place);
    } else if (type.getRawType() == Secret.class && arguments[0] == String.class) {
      return new SecretCodec();
    }
    return unsupported(type, place);
  }

  private Codec unsupported(Type type, String place) {
    return refuse(
        place,
        "a config component cannot be a %s; supported are %s"
            .formatted(type.getTypeName(), SUPPORTED));
  }

  private Codec readEnum(Class<?> type, String place) {
    SequencedMap<String, Object> constants = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      String javaName = ((Enum<?>) constant).name();
      String name = name(constantField(type, javaName)).orElse(javaName);
      if (constants.put(name, constant) != null) {
        return refuse(place, "two constants of %s are named '%s'".formatted(describe(type), name));
      }
    }
    return new EnumCodec(constants);
  }

  private static AnnotatedElement constantField(Class<?> type, String name) {
    try {
      return type.getField(name);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(type.getName() + " has no constant " + name, e);
    }
  }

  private Codec readNested(Class<?> type, String place) {
    Codec before = known.get(type);
    if (before != null) {
      return before;
    }
    if (!open.add(type)) {
      return refuse(
          place,
          "%s holds itself; config has a fixed depth, so give this component another type, such as"
                  .formatted(type.getSimpleName())
              + " Object for anything");
    }
    Codec codec = type.isRecord() ? new RecordReader(this).read(type) : readSelector(type, place);
    open.remove(type);
    known.put(type, codec);
    return codec;
  }

  private Codec readSelector(Class<?> type, String place) {
    SequencedMap<String, RecordCodec> choices = new LinkedHashMap<>();
    List<ConfigSchema.Alternative> alternatives = new ArrayList<>();
    for (Class<?> record : recordsOf(type, place)) {
      String name = name(record).orElseGet(() -> snakeCase(record.getSimpleName()));
      if (!(readNested(record, place) instanceof RecordCodec codec)) {
        continue;
      }
      if (choices.put(name, codec) != null) {
        return refuse(place, "two choices of %s are named '%s'".formatted(describe(type), name));
      }
      alternatives.add(new ConfigSchema.Alternative(name, codec.schema(), doc(record)));
    }
    return new SelectorCodec(new ConfigSchema.Selector(alternatives), choices);
  }

  private SequencedSet<Class<?>> recordsOf(Class<?> type, String place) {
    SequencedSet<Class<?>> records = new LinkedHashSet<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      if (permitted.isRecord()) {
        records.add(permitted);
      } else if (isSealedInterface(permitted)) {
        records.addAll(recordsOf(permitted, place));
      } else {
        refuse(
            place,
            "%s permits %s, but the choices of a config are records"
                .formatted(type.getSimpleName(), describe(permitted)));
      }
    }
    return records;
  }

  static boolean isSealedInterface(Class<?> type) {
    return type.isSealed() && type.isInterface();
  }

  static Optional<String> name(AnnotatedElement element) {
    return Optional.ofNullable(element.getAnnotation(Name.class)).map(Name::value);
  }

  static String doc(AnnotatedElement element) {
    Doc doc = element.getAnnotation(Doc.class);
    return doc == null ? "" : doc.value();
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])", "$1$3_$2")
        .toLowerCase(Locale.ROOT);
  }

  private static String describe(Class<?> type) {
    String kind =
        type.isEnum() ? "the enum " : type.isInterface() ? "the interface " : "the class ";
    return kind + type.getTypeName();
  }
}
