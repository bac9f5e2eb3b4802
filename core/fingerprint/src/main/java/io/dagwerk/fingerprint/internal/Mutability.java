package io.dagwerk.fingerprint.internal;

import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Whether the value of a static final field can be changed after it was made, by code that the
/// function does not reach.
final class Mutability {
  private static final Set<String> MUTABLE_TYPES =
      Set.of(
          "java/util/ArrayDeque",
          "java/util/ArrayList",
          "java/util/BitSet",
          "java/util/Calendar",
          "java/util/Date",
          "java/util/EnumMap",
          "java/util/GregorianCalendar",
          "java/util/HashMap",
          "java/util/HashSet",
          "java/util/Hashtable",
          "java/util/IdentityHashMap",
          "java/util/LinkedHashMap",
          "java/util/LinkedHashSet",
          "java/util/LinkedList",
          "java/util/PriorityQueue",
          "java/util/Properties",
          "java/util/Random",
          "java/util/Stack",
          "java/util/TreeMap",
          "java/util/TreeSet",
          "java/util/Vector",
          "java/util/WeakHashMap",
          "java/lang/StringBuffer",
          "java/lang/StringBuilder",
          "java/lang/ThreadLocal",
          "java/lang/InheritableThreadLocal");

  private final CodeBase base;
  private final Types types;

  Mutability(CodeBase base, Types types) {
    this.base = base;
    this.types = types;
  }

  /// What is changeable about a value: its class, or a field of its class.
  ///
  /// @param declared the class the field is declared with
  /// @param made the class that its initialiser makes, if that is plain to see
  Optional<String> of(String declared, Optional<String> made) {
    Set<String> seen = new HashSet<>();
    return changeable(declared, seen).or(() -> made.flatMap(type -> changeable(type, seen)));
  }

  private Optional<String> changeable(String type, Set<String> seen) {
    if (isMutable(type)) {
      return Optional.of("a " + Names.shown(type));
    }
    Optional<ClassCode> code = base.user(type);
    if (code.isEmpty() || !seen.add(type)) {
      return Optional.empty();
    }
    for (FieldModel field : types.instanceFields(code.get()).toList()) {
      String name = field.fieldName().stringValue();
      if (!field.flags().has(AccessFlag.FINAL)) {
        return Optional.of("a " + Names.shown(type) + ", whose field " + name + " is not final");
      }
      Optional<String> inner =
          changeable(Names.ofDescriptor(field.fieldType().stringValue()), seen);
      if (inner.isPresent()) {
        return Optional.of(
            "a " + Names.shown(type) + ", whose field " + name + " is " + inner.get());
      }
    }
    return filled(code.get());
  }

  /// A class that makes something changeable in a constructor most likely keeps it.
  private Optional<String> filled(ClassCode code) {
    for (MethodModel method : code.methods().sequencedValues()) {
      if (method.methodName().equalsString("<init>")) {
        for (Ref ref : code.body(method).refs()) {
          if (ref instanceof Ref.Create(String made) && isMutable(made)) {
            return Optional.of(
                "a "
                    + Names.shown(code.name())
                    + ", whose constructor makes a "
                    + Names.shown(made));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isMutable(String type) {
    return MUTABLE_TYPES.contains(type)
        || (type.startsWith("java/util/concurrent/") && !type.endsWith("/TimeUnit"));
  }
}
