package io.dagwerk.execution.io;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;

/// Tells Jackson what Java says without annotations: which implementation of a sealed interface a
/// value is (`"@type": "Payment.Card"`), and that a record's components are required.
final class SealedTypes extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1;
  private static final String TAG = "@type";

  @Override
  public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
      MapperConfig<?> config, Annotated annotated) {
    return annotated instanceof AnnotatedClass type && isOfSealed(type.getRawType())
        ? JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, TAG, null, false, true, true)
        : super.findPolymorphicTypeInfo(config, annotated);
  }

  @Override
  public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
    if (!(annotated instanceof AnnotatedClass type) || !isSealed(type.getRawType())) {
      return super.findSubtypes(config, annotated);
    }
    List<NamedType> leaves = new ArrayList<>();
    collectLeaves(type.getRawType(), leaves);
    return leaves;
  }

  private static void collectLeaves(Class<?> type, List<NamedType> leaves) {
    for (Class<?> each : type.getPermittedSubclasses()) {
      if (isSealed(each)) {
        collectLeaves(each, leaves);
      } else {
        leaves.add(new NamedType(each, nameOf(each)));
      }
    }
  }

  @Override
  public @Nullable String findTypeName(MapperConfig<?> config, AnnotatedClass type) {
    return isOfSealed(type.getRawType())
        ? nameOf(type.getRawType())
        : super.findTypeName(config, type);
  }

  /// A record's component must be in the document, unless it is an option.
  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    boolean component =
        member instanceof AnnotatedParameter && member.getDeclaringClass().isRecord();
    if (!component) {
      return super.hasRequiredMarker(config, member);
    }
    return member.getRawType() != Optional.class;
  }

  /// The name within its package: a sealed hierarchy lives in one.
  private static String nameOf(Class<?> type) {
    String name = type.getName();
    return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
  }

  private static boolean isSealed(Class<?> type) {
    return type.isSealed() && type.isInterface() && !type.getName().startsWith("java.");
  }

  /// Whether it is a sealed interface or implements one, however far above.
  private static boolean isOfSealed(Class<?> type) {
    return isSealed(type) || Stream.of(type.getInterfaces()).anyMatch(SealedTypes::isOfSealed);
  }
}
