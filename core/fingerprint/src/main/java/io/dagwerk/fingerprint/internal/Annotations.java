package io.dagwerk.fingerprint.internal;

import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.util.List;

/// Writes the annotations that can be seen at run time: whoever looks into a class may act on them.
final class Annotations {
  private Annotations() {}

  static List<Annotation> of(AttributedElement element) {
    return element
        .findAttribute(Attributes.runtimeVisibleAnnotations())
        .map(RuntimeVisibleAnnotationsAttribute::annotations)
        .orElse(List.of());
  }

  static void write(AttributedElement element, SymbolWriter out) {
    of(element).forEach(annotation -> write(annotation, out));
  }

  private static void write(Annotation annotation, SymbolWriter out) {
    out.tag("annotation").descriptor(annotation.className().stringValue());
    for (AnnotationElement element : annotation.elements()) {
      out.text(element.name().stringValue());
      write(element.value(), out);
    }
    out.tag("end of annotation");
  }

  private static void write(AnnotationValue value, SymbolWriter out) {
    switch (value) {
      case AnnotationValue.OfConstant constant ->
          out.tag("constant " + (char) constant.tag()).text(constant.resolvedValue().toString());
      case AnnotationValue.OfEnum constant -> {
        out.tag("enum").descriptor(constant.className().stringValue());
        out.text(constant.constantName().stringValue());
      }
      case AnnotationValue.OfClass type -> {
        out.tag("class").descriptor(type.className().stringValue());
        String element = Names.ofDescriptor(type.className().stringValue());
        if (!element.isEmpty()) {
          out.refer(new Ref.Literal(element));
        }
      }
      case AnnotationValue.OfArray array -> {
        out.tag("array").number(array.values().size());
        array.values().forEach(each -> write(each, out));
      }
      case AnnotationValue.OfAnnotation nested -> write(nested.annotation(), out);
    }
  }
}
