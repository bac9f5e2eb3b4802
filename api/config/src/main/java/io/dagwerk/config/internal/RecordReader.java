package io.dagwerk.config.internal;

import io.dagwerk.config.Default;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigSchema.FormerName;
import io.dagwerk.model.ConfigTree;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads a record as config: its components as fields, their annotations as docs and defaults.
final class RecordReader {
  private final CodecReader types;
  private final LifecycleReader lifecycles;

  RecordReader(CodecReader types) {
    this.types = types;
    this.lifecycles = new LifecycleReader(types);
  }

  Codec read(Class<?> type) {
    try {
      return readOpen(type);
    } catch (InaccessibleObjectException _) {
      return types.refuse(
          type.getSimpleName(),
          "%s does not open package %s; add 'opens %s to io.dagwerk.config'"
              .formatted(type.getModule(), type.getPackageName(), type.getPackageName()));
    }
  }

  private Codec readOpen(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    List<RecordCodec.Component> components = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String place = type.getSimpleName() + "." + component.getName();
      String name = CodecReader.name(component).orElse(component.getName());
      Codec codec = types.read(component.getGenericType(), place);
      Field field =
          new Field(
              name,
              codec.schema(),
              fallback(component, codec.schema(), place),
              CodecReader.doc(component),
              lifecycles.read(component, place));
      Optional<String> taken = names(field).filter(it -> !names.add(it)).findFirst();
      if (taken.isPresent()) {
        return types.refuse(
            place, "another component is or was named '%s' too".formatted(taken.get()));
      }
      fields.add(field);
      components.add(new RecordCodec.Component(name, codec, accessor(component)));
    }
    return new RecordCodec(
        type, new ConfigSchema.Shape(fields), constructor(type), List.copyOf(components));
  }

  private static Stream<String> names(Field field) {
    return Stream.concat(
        Stream.of(field.name()), field.lifecycle().formerNames().stream().map(FormerName::name));
  }

  private static Method accessor(RecordComponent component) {
    Method accessor = component.getAccessor();
    accessor.setAccessible(true);
    return accessor;
  }

  private static Constructor<?> constructor(Class<?> type) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type.getName() + " has no canonical constructor", e);
    }
  }

  private Optional<ConfigTree> fallback(
      RecordComponent component, ConfigSchema schema, String place) {
    Default written = component.getAnnotation(Default.class);
    if (written == null) {
      return Shapes.whenAbsent(schema);
    }
    List<String> texts = List.of(written.value());
    Optional<ConfigTree> tree = parse(schema, texts);
    if (tree.isEmpty()) {
      types.refuse(place, misfit(schema, texts));
      return Shapes.whenAbsent(schema);
    }
    Problems problems = new Problems();
    Validation.check(schema, tree.orElseThrow(), ConfigPath.ROOT, problems);
    for (ConfigProblem problem : problems.toList()) {
      types.refuse(place, "its default does not fit: " + problem);
    }
    return tree;
  }

  private static String misfit(ConfigSchema schema, List<String> texts) {
    if (schema instanceof ConfigSchema.Secret) {
      return "a secret has no default, as its value would stand in the source; leave it out and give"
          + " {env: NAME} in the document";
    }
    return "its default does not fit: expected %s, but found %s"
        .formatted(
            expectation(schema),
            ConfigTree.of(texts.size() == 1 ? texts.getFirst() : texts).toJson());
  }

  private static String expectation(ConfigSchema schema) {
    return switch (schema) {
      case ConfigSchema.Scalar scalar -> Scalars.expectation(scalar);
      case ConfigSchema.Nullable(var inner) -> expectation(inner);
      case ConfigSchema.ListOf(ConfigSchema.Scalar scalar) ->
          "for each item " + Scalars.expectation(scalar);
      case ConfigSchema.ListOf _ -> "{}, as only an empty list of these can be a default";
      case ConfigSchema.MapOf _, ConfigSchema.Shape _ ->
          "{}, as only an empty map can be a default";
      case ConfigSchema.Selector _ -> "the name of a choice";
      case ConfigSchema.Anything() -> "one text";
    };
  }

  private static Optional<ConfigTree> parse(ConfigSchema schema, List<String> texts) {
    return switch (schema) {
      case ConfigSchema.Secret() -> Optional.empty();
      case ConfigSchema.Scalar scalar -> single(texts).flatMap(it -> Scalars.parse(scalar, it));
      case ConfigSchema.Nullable(var inner) -> parse(inner, texts);
      case ConfigSchema.ListOf(var item) -> parseItems(item, texts);
      case ConfigSchema.MapOf _, ConfigSchema.Shape _ ->
          texts.isEmpty() ? Optional.of(ConfigTree.empty()) : Optional.empty();
      case ConfigSchema.Selector _ ->
          single(texts).map(name -> ConfigTree.entry(name, ConfigTree.empty()));
      case ConfigSchema.Anything() -> single(texts).map(ConfigTree.Text::new);
    };
  }

  private static Optional<ConfigTree> parseItems(ConfigSchema item, List<String> texts) {
    List<ConfigTree> items = new ArrayList<>(texts.size());
    for (String text : texts) {
      Optional<ConfigTree> tree =
          item instanceof ConfigSchema.Scalar ? parse(item, List.of(text)) : Optional.empty();
      if (tree.isEmpty()) {
        return Optional.empty();
      }
      items.add(tree.orElseThrow());
    }
    return Optional.of(new ConfigTree.Items(items));
  }

  private static Optional<String> single(List<String> texts) {
    return texts.size() == 1 ? Optional.of(texts.getFirst()) : Optional.empty();
  }
}
