package io.dagwerk.checks.surface;

import java.lang.classfile.Annotation;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.util.List;

/// The marks of a type or member that say how long it lasts.
final class Marks {
  private static final List<String> KNOWN = List.of("Deprecated", "Experimental");

  private Marks() {}

  static List<String> of(AttributedElement element) {
    return element.findAttribute(Attributes.runtimeVisibleAnnotations()).stream()
        .flatMap(attribute -> attribute.annotations().stream())
        .map(Marks::simpleName)
        .filter(KNOWN::contains)
        .sorted()
        .map(name -> "@" + name)
        .toList();
  }

  private static String simpleName(Annotation annotation) {
    String descriptor = annotation.className().stringValue();
    return descriptor.substring(
        Math.max(descriptor.lastIndexOf('/'), descriptor.lastIndexOf('$')) + 1,
        descriptor.length() - 1);
  }
}
