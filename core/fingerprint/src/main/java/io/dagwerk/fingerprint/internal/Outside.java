package io.dagwerk.fingerprint.internal;

import java.lang.classfile.Attributes;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodSignature;
import java.lang.classfile.Signature;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/// Which of the user's types can come in from outside, by what a function takes: their objects were
/// made by code that this search does not see.
final class Outside {
  /// Types that hold or stand for others: without type arguments they may hold anything.
  private static final Set<String> HOLDERS =
      Set.of(
          "java/lang/Object",
          "java/lang/Iterable",
          "java/lang/Comparable",
          "java/lang/Runnable",
          "java/lang/Record",
          "java/lang/Enum",
          "java/lang/Number",
          "java/lang/CharSequence",
          "java/lang/AutoCloseable",
          "java/io/Closeable",
          "java/io/Serializable");

  private final CodeBase base;
  private final Types types;
  private final SequencedSet<String> found = new LinkedHashSet<>();
  private boolean anything = false;

  Outside(CodeBase base, Types types) {
    this.base = base;
    this.types = types;
  }

  /// Adds what the parameters of a method bring in, but for the first ones that were captured.
  void addParameters(MethodModel method, int given) {
    List<Signature> parameters = signature(method).arguments();
    parameters.stream().skip(given).forEach(this::add);
  }

  /// Adds a class and what its fields hold.
  void add(String type) {
    Optional<ClassCode> code = base.user(type);
    if (code.isEmpty() || !found.add(type)) {
      return;
    }
    types.instanceFields(code.get()).forEach(field -> add(signature(field)));
    code.get().permitted().forEach(this::add);
  }

  /// From now on, everything may come in.
  void addAnything() {
    anything = true;
  }

  /// Whether anything of the user's may have come in.
  boolean isOpen() {
    return anything || !found.isEmpty();
  }

  SequencedSet<String> types() {
    return Collections.unmodifiableSequencedSet(new LinkedHashSet<>(found));
  }

  /// Whether an object of this type may have come in.
  boolean mayBe(String type) {
    return anything
        || found.stream()
            .anyMatch(each -> types.isSubtype(each, type) || types.isSubtype(type, each));
  }

  /// The parameters and result of a method, with type arguments where the class file has them.
  static MethodSignature signature(MethodModel method) {
    return method
        .findAttribute(Attributes.signature())
        .map(attribute -> attribute.asMethodSignature())
        .filter(full -> full.arguments().size() == method.methodTypeSymbol().parameterCount())
        .orElseGet(() -> MethodSignature.of(method.methodTypeSymbol()));
  }

  static Signature signature(FieldModel field) {
    return field
        .findAttribute(Attributes.signature())
        .map(attribute -> attribute.asTypeSignature())
        .orElseGet(() -> Signature.of(field.fieldTypeSymbol()));
  }

  /// Adds what a value of a type can bring in.
  void add(Signature signature) {
    switch (signature) {
      case Signature.BaseTypeSig primitive -> {}
      case Signature.ArrayTypeSig array -> add(array.componentSignature());
      // Bound where the class is named, with its type arguments.
      case Signature.TypeVarSig variable -> {}
      case Signature.ClassTypeSig type -> addClass(type);
    }
  }

  private void addClass(Signature.ClassTypeSig type) {
    String name = Names.ofDescriptor(type.classDesc().descriptorString());
    add(name);
    List<Signature.TypeArg> arguments = type.typeArgs();
    for (Signature.TypeArg argument : arguments) {
      switch (argument) {
        case Signature.TypeArg.Unbounded any -> addAnything();
        case Signature.TypeArg.Bounded bounded -> add(bounded.boundType());
      }
    }
    if (name.startsWith("java/util/function/") || HOLDERS.contains(name)) {
      addAnything();
    } else if (arguments.isEmpty() && isRaw(name)) {
      addAnything();
    }
  }

  private boolean isRaw(String name) {
    if (!name.startsWith("java/util/") && base.user(name).isEmpty()) {
      return false;
    }
    return base.declared(name)
        .flatMap(model -> model.findAttribute(Attributes.signature()))
        .map(attribute -> !attribute.asClassSignature().typeParameters().isEmpty())
        .orElse(false);
  }
}
