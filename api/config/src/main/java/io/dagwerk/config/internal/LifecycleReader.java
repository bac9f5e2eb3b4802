package io.dagwerk.config.internal;

import io.dagwerk.config.Formerly;
import io.dagwerk.model.ConfigSchema.Deprecation;
import io.dagwerk.model.ConfigSchema.FormerName;
import io.dagwerk.model.ConfigSchema.Lifecycle;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads which names a component had, and whether it goes away.
final class LifecycleReader {
  private final CodecReader types;

  LifecycleReader(CodecReader types) {
    this.types = types;
  }

  Lifecycle read(RecordComponent component, String place) {
    List<FormerName> names = new ArrayList<>();
    for (Formerly formerly : component.getAnnotationsByType(Formerly.class)) {
      read(component, formerly, place).ifPresent(names::add);
    }
    return new Lifecycle(names, deprecation(component));
  }

  private Optional<FormerName> read(RecordComponent component, Formerly formerly, String place) {
    Optional<Version> since = Version.parse(formerly.since());
    Optional<Version> until = Version.parse(formerly.until());
    if (since.isEmpty() || until.isEmpty() || since.get().compareTo(until.get()) >= 0) {
      types.refuse(
          place,
          "its former name '%s' holds from a version to a later one, such as 0.2 and 0.4, but found '%s' and '%s'"
              .formatted(formerly.value(), formerly.since(), formerly.until()));
      return Optional.empty();
    }
    boolean hasEnded =
        Version.of(component.getDeclaringRecord())
            .filter(now -> now.compareTo(until.get()) >= 0)
            .isPresent();
    return Optional.of(
        new FormerName(formerly.value(), formerly.since(), formerly.until(), hasEnded));
  }

  /// The mark of a component is on its field, as it may not be on a component itself; that of an
  /// accessor which is written out is on that.
  private static Optional<Deprecation> deprecation(RecordComponent component) {
    return Stream.of(field(component), component.getAccessor())
        .flatMap(element -> Optional.ofNullable(element.getAnnotation(Deprecated.class)).stream())
        .map(mark -> new Deprecation(mark.since(), mark.forRemoval()))
        .findFirst();
  }

  private static AnnotatedElement field(RecordComponent component) {
    try {
      return component.getDeclaringRecord().getDeclaredField(component.getName());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(component + " has no field", e);
    }
  }
}
