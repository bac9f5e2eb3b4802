package io.dagwerk.fingerprint.internal;

import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Stream;

/// Questions of inheritance among the user's classes.
final class Types {

  /// A method with the class that declares it.
  record Found(ClassCode owner, MethodModel method) {
    String name() {
      return method.methodName().stringValue();
    }

    boolean is(AccessFlag flag) {
      return method.flags().has(flag);
    }

    /// Whether nothing can override the method.
    boolean isExact() {
      return is(AccessFlag.PRIVATE)
          || is(AccessFlag.FINAL)
          || is(AccessFlag.STATIC)
          || owner.is(AccessFlag.FINAL);
    }
  }

  private final CodeBase base;
  private final Map<String, SequencedSet<String>> above = new HashMap<>();
  private final Map<String, Set<String>> declared = new HashMap<>();

  Types(CodeBase base) {
    this.base = base;
  }

  /// Whether one type is the other or below it, as far as the user's classes tell.
  boolean isSubtype(String type, String of) {
    return type.equals(of) || above(type).contains(of);
  }

  /// All supertypes of a user's class, its own ones first; those of other origins end the way.
  SequencedSet<String> above(String type) {
    SequencedSet<String> known = above.get(type);
    if (known != null) {
      return known;
    }
    SequencedSet<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(type));
    while (!open.isEmpty()) {
      Optional<ClassCode> code = base.user(open.removeFirst());
      for (String each : code.map(ClassCode::supertypes).orElse(List.of())) {
        if (found.add(each)) {
          open.add(each);
        }
      }
    }
    above.put(type, found);
    return found;
  }

  /// The nearest supertypes that are not the user's.
  List<String> foreign(ClassCode code) {
    return above(code.name()).stream().filter(type -> base.user(type).isEmpty()).toList();
  }

  /// The methods that a call may mean: the nearest one of the superclasses, or else those of the
  /// interfaces, default ones before abstract ones. Empty if it is inherited from elsewhere.
  List<Found> resolve(ClassCode code, String name, String descriptor) {
    Optional<ClassCode> each = Optional.of(code);
    while (each.isPresent()) {
      ClassCode owner = each.get();
      Optional<MethodModel> method = owner.method(name, descriptor);
      if (method.isPresent()) {
        return List.of(new Found(owner, method.get()));
      }
      each = owner.superclass().flatMap(base::user);
    }
    List<Found> found = new ArrayList<>();
    for (String type : above(code.name())) {
      base.user(type)
          .filter(owner -> owner.is(AccessFlag.INTERFACE))
          .ifPresent(owner ->
              owner
                  .method(name, descriptor)
                  .ifPresent(method -> found.add(new Found(owner, method))));
    }
    List<Found> bodies = found.stream().filter(one -> !one.is(AccessFlag.ABSTRACT)).toList();
    return bodies.isEmpty() ? found : bodies;
  }

  /// The class that declares a static field which is read by the name of another.
  Optional<ClassCode> declaring(ClassCode code, String field) {
    if (code.fields().containsKey(field)) {
      return Optional.of(code);
    }
    return above(code.name()).stream()
        .flatMap(type -> base.user(type).stream())
        .filter(owner -> owner.fields().containsKey(field))
        .findFirst();
  }

  /// Whether a method overrides one of the JDK, of Dagwerk or of a library, which may call it.
  boolean isCalledBack(ClassCode code, MethodModel method) {
    if (method.flags().has(AccessFlag.STATIC) || method.flags().has(AccessFlag.PRIVATE)) {
      return false;
    }
    return foreign(code).stream().anyMatch(type -> declared(type).contains(ClassCode.key(method)));
  }

  /// The instance fields of a class and its superclasses.
  Stream<FieldModel> instanceFields(ClassCode code) {
    return Stream.concat(Stream.of(code.name()), above(code.name()).stream())
        .flatMap(type -> base.user(type).stream())
        .flatMap(type -> type.fields().sequencedValues().stream())
        .filter(field -> !field.flags().has(AccessFlag.STATIC));
  }

  private Set<String> declared(String type) {
    Set<String> known = declared.get(type);
    if (known != null) {
      return known;
    }
    Set<String> found = new HashSet<>();
    Optional<ClassModel> model = base.declared(type);
    if (model.isEmpty()) {
      throw new Unfathomable("the class file of " + Names.binary(type) + " was not found");
    }
    for (MethodModel method : model.get().methods()) {
      if (!method.methodName().equalsString("<init>")) {
        found.add(ClassCode.key(method));
      }
    }
    Stream.concat(model.get().superclass().stream(), model.get().interfaces().stream())
        .map(ClassEntry::asInternalName)
        .forEach(each -> found.addAll(declared(each)));
    declared.put(type, found);
    return found;
  }
}
