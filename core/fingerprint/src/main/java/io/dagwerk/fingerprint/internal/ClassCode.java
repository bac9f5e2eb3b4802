package io.dagwerk.fingerprint.internal;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.ConstantValueAttribute;
import java.lang.classfile.attribute.PermittedSubclassesAttribute;
import java.lang.classfile.attribute.RecordAttribute;
import java.lang.classfile.attribute.RecordComponentInfo;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/// A class file of the user's code and what was found in it so far. Owned by one search at a time.
final class ClassCode {
  /// What of a class or method decides how its code behaves.
  private static final Set<AccessFlag> TOLD =
      Set.of(
          AccessFlag.STATIC,
          AccessFlag.FINAL,
          AccessFlag.ABSTRACT,
          AccessFlag.INTERFACE,
          AccessFlag.ENUM,
          AccessFlag.PRIVATE,
          AccessFlag.SYNCHRONIZED,
          AccessFlag.NATIVE);

  private final ClassModel model;
  private final Function<String, Optional<ClassCode>> siblings;
  private final SequencedMap<String, MethodModel> methods = new LinkedHashMap<>();
  private final SequencedMap<String, FieldModel> fields = new LinkedHashMap<>();
  private final Map<String, Body> bodies = new HashMap<>();
  private final Map<String, SwitchMap> switchMaps = new HashMap<>();
  private final Set<String> inlining = new HashSet<>();
  private Optional<Body> header = Optional.empty();
  private Optional<StaticInitialiser> initialiser = Optional.empty();

  ClassCode(ClassModel model, Function<String, Optional<ClassCode>> siblings) {
    this.model = model;
    this.siblings = siblings;
    for (MethodModel method : model.methods()) {
      methods.put(key(method), method);
    }
    for (FieldModel field : model.fields()) {
      fields.put(field.fieldName().stringValue(), field);
    }
  }

  /// What tells a method from all others of its class.
  static String key(MethodModel method) {
    return method.methodName().stringValue() + method.methodType().stringValue();
  }

  String name() {
    return model.thisClass().asInternalName();
  }

  ClassModel model() {
    return model;
  }

  Optional<String> superclass() {
    return model.superclass().map(ClassEntry::asInternalName);
  }

  List<String> interfaces() {
    return model.interfaces().stream().map(ClassEntry::asInternalName).toList();
  }

  List<String> supertypes() {
    List<String> all = new ArrayList<>();
    superclass().ifPresent(all::add);
    all.addAll(interfaces());
    return all;
  }

  boolean is(AccessFlag flag) {
    return model.flags().has(flag);
  }

  boolean isConcrete() {
    return !is(AccessFlag.ABSTRACT) && !is(AccessFlag.INTERFACE);
  }

  boolean isRecord() {
    return model.findAttribute(Attributes.record()).isPresent();
  }

  /// The classes that may extend this sealed one; empty if it is not sealed.
  List<String> permitted() {
    return model
        .findAttribute(Attributes.permittedSubclasses())
        .map(PermittedSubclassesAttribute::permittedSubclasses)
        .map(list -> list.stream().map(ClassEntry::asInternalName).toList())
        .orElse(List.of());
  }

  Optional<MethodModel> method(String name, String descriptor) {
    return Optional.ofNullable(methods.get(name + descriptor));
  }

  SequencedMap<String, MethodModel> methods() {
    return methods;
  }

  SequencedMap<String, FieldModel> fields() {
    return fields;
  }

  /// The normalised body of a method that has code.
  Body body(MethodModel method) {
    Body known = bodies.get(key(method));
    if (known != null) {
      return known;
    }
    SymbolWriter out = new SymbolWriter();
    String name = method.methodName().stringValue();
    out.tag(Names.isLambda(name) ? "lambda" : "method " + name);
    writeFlags(method, out);
    out.descriptor(method.methodType().stringValue());
    Instructions code = code(method);
    new BodyWriter(this, out).write(code, 0, code.size());
    Body body = out.body();
    bodies.put(key(method), body);
    return body;
  }

  /// Writes the body of a lambda where the lambda is made, in place of its numbered name.
  void inline(String name, String descriptor, SymbolWriter out) {
    MethodModel method =
        method(name, descriptor)
            .orElseThrow(() -> new Unfathomable(Names.shown(name(), name) + " has no body"));
    if (!inlining.add(name + descriptor)) {
      throw new Unfathomable(Names.shown(name(), name) + " contains itself");
    }
    try {
      writeFlags(method, out);
      out.descriptor(descriptor);
      Instructions code = code(method);
      new BodyWriter(this, out).write(code, 0, code.size());
      out.tag("end of lambda");
    } finally {
      inlining.remove(name + descriptor);
    }
  }

  /// What the class is, whoever calls it: its kind, supertypes, record components.
  Body header() {
    if (header.isEmpty()) {
      header = Optional.of(readHeader());
    }
    return header.orElseThrow();
  }

  private Body readHeader() {
    SymbolWriter out = new SymbolWriter();
    out.tag("class");
    model.flags().flags().stream().filter(TOLD::contains).sorted().forEach(f -> out.tag(f.name()));
    supertypes().forEach(type -> out.tag("supertype").name(type));
    permitted().stream().sorted().forEach(type -> out.tag("permits").name(type));
    for (RecordComponentInfo component :
        model
            .findAttribute(Attributes.record())
            .map(RecordAttribute::components)
            .orElse(List.of())) {
      out.tag("component").text(component.name().stringValue());
      out.descriptor(component.descriptor().stringValue());
    }
    return out.body();
  }

  StaticInitialiser initialiser() {
    if (initialiser.isEmpty()) {
      initialiser =
          Optional.of(
              method("<clinit>", "()V")
                  .map(method -> StaticInitialiser.of(this, code(method)))
                  .orElseGet(StaticInitialiser::none));
    }
    return initialiser.orElseThrow();
  }

  /// The value that the compiler has put in for a constant field.
  Optional<String> constantValue(String field) {
    return Optional.ofNullable(fields.get(field))
        .flatMap(model -> model.findAttribute(Attributes.constantValue()))
        .map(ConstantValueAttribute::constant)
        .map(constant -> constant.typeKind() + " " + constant.constantValue());
  }

  SwitchMap switchMap(String field) {
    SwitchMap known = switchMaps.get(field);
    if (known != null) {
      return known;
    }
    MethodModel method =
        method("<clinit>", "()V")
            .orElseThrow(() -> new Unfathomable(Names.shown(name()) + " has no switch map"));
    SwitchMap read = SwitchMap.read(code(method), field);
    switchMaps.put(field, read);
    return read;
  }

  ClassCode sibling(String name) {
    return siblings
        .apply(name)
        .orElseThrow(() -> new Unfathomable("the class file of " + name + " was not found"));
  }

  private static void writeFlags(MethodModel method, SymbolWriter out) {
    method.flags().flags().stream().filter(TOLD::contains).sorted().forEach(f -> out.tag(f.name()));
  }

  private Instructions code(MethodModel method) {
    CodeModel code =
        method
            .code()
            .orElseThrow(() ->
                new Unfathomable(
                    Names.shown(name(), method.methodName().stringValue()) + " has no code"));
    return Instructions.of(code);
  }
}
