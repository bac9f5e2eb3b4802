package io.dagwerk.checks.surface;

import static java.util.stream.Collectors.joining;

import java.lang.classfile.Signature;
import java.lang.classfile.Signature.ClassTypeSig;
import java.lang.classfile.Signature.TypeArg;
import java.lang.classfile.Signature.TypeParam;
import java.util.List;
import java.util.stream.Stream;

/// Writes types as in source: full names, but those of `java.lang` simple.
final class SignatureText {
  private static final String OBJECT = "Object";

  private SignatureText() {}

  static String of(Signature type) {
    return switch (type) {
      case Signature.BaseTypeSig base -> base.signatureString().isEmpty() ? "" : primitive(base);
      case Signature.ArrayTypeSig array -> of(array.componentSignature()) + "[]";
      case Signature.TypeVarSig variable -> variable.identifier();
      case ClassTypeSig plain -> of(plain);
    };
  }

  private static String primitive(Signature.BaseTypeSig base) {
    return switch (base.baseType()) {
      case 'B' -> "byte";
      case 'C' -> "char";
      case 'D' -> "double";
      case 'F' -> "float";
      case 'I' -> "int";
      case 'J' -> "long";
      case 'S' -> "short";
      case 'Z' -> "boolean";
      default -> "void";
    };
  }

  private static String of(ClassTypeSig type) {
    String name =
        type.outerType().map(outer -> of(outer) + ".").orElse("") + name(type.className());
    return type.typeArgs().isEmpty()
        ? name
        : name + type.typeArgs().stream().map(SignatureText::of).collect(joining(", ", "<", ">"));
  }

  private static String of(TypeArg argument) {
    return switch (argument) {
      case TypeArg.Unbounded _ -> "?";
      case TypeArg.Bounded bounded ->
          switch (bounded.wildcardIndicator()) {
            case NONE -> of(bounded.boundType());
            case EXTENDS -> "? extends " + of(bounded.boundType());
            case SUPER -> "? super " + of(bounded.boundType());
          };
    };
  }

  /// The name of a class as in source, from its internal one.
  static String name(String internal) {
    String name = internal.replace('/', '.').replace('$', '.');
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return name.equals("java.lang." + simple) ? simple : name;
  }

  /// Type parameters with their bounds; nothing if there are none.
  static String parameters(List<TypeParam> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.stream().map(SignatureText::parameter).collect(joining(", ", "<", ">"));
  }

  private static String parameter(TypeParam parameter) {
    String bounds =
        Stream.concat(parameter.classBound().stream(), parameter.interfaceBounds().stream())
            .map(SignatureText::of)
            .filter(bound -> !bound.equals(OBJECT))
            .collect(joining(" & "));
    return bounds.isEmpty()
        ? parameter.identifier()
        : parameter.identifier() + " extends " + bounds;
  }
}
