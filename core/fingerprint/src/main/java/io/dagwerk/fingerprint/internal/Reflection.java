package io.dagwerk.fingerprint.internal;

import java.util.Set;

/// Which calls make code invisible: they find classes, methods or code by name at run time.
final class Reflection {
  private static final Set<String> HIDING_TYPES =
      Set.of(
          "java/lang/reflect/Method",
          "java/lang/reflect/Constructor",
          "java/lang/reflect/Field",
          "java/lang/reflect/Proxy",
          "java/lang/reflect/AccessibleObject",
          "java/lang/invoke/MethodHandles$Lookup",
          "java/lang/foreign/Linker",
          "java/lang/ClassLoader",
          "java/lang/Module",
          "java/lang/ModuleLayer",
          "java/net/URLClassLoader",
          "java/util/ServiceLoader",
          "java/util/ResourceBundle",
          "java/io/ObjectInputStream",
          "java/io/ObjectOutputStream");

  private static final Set<String> HIDING_PACKAGES =
      Set.of("java/beans/", "javax/script/", "javax/tools/", "javax/naming/");

  private static final Set<String> HIDING_METHODS =
      Set.of(
          "java/lang/Class.forName",
          "java/lang/Class.newInstance",
          "java/lang/Class.getResource",
          "java/lang/Class.getResourceAsStream",
          "java/lang/Class.getMethod",
          "java/lang/Class.getMethods",
          "java/lang/Class.getDeclaredMethod",
          "java/lang/Class.getDeclaredMethods",
          "java/lang/Class.getField",
          "java/lang/Class.getFields",
          "java/lang/Class.getDeclaredField",
          "java/lang/Class.getDeclaredFields",
          "java/lang/Class.getConstructor",
          "java/lang/Class.getConstructors",
          "java/lang/Class.getDeclaredConstructor",
          "java/lang/Class.getDeclaredConstructors",
          "java/lang/Class.getClasses",
          "java/lang/Class.getDeclaredClasses",
          "java/lang/Class.getRecordComponents",
          "java/lang/Class.getPermittedSubclasses",
          "java/lang/Class.getAnnotation",
          "java/lang/Class.getAnnotations",
          "java/lang/Class.getAnnotationsByType",
          "java/lang/Class.getDeclaredAnnotation",
          "java/lang/Class.getDeclaredAnnotations",
          "java/lang/Class.isAnnotationPresent",
          "java/lang/System.load",
          "java/lang/System.loadLibrary",
          "java/lang/Runtime.load",
          "java/lang/Runtime.loadLibrary");

  private static final Set<String> NAMING_METHODS =
      Set.of(
          "java/lang/Class.getName",
          "java/lang/Class.getSimpleName",
          "java/lang/Class.getTypeName",
          "java/lang/Class.desiredAssertionStatus",
          "java/lang/Class.isInstance",
          "java/lang/Class.cast",
          "java/lang/Class.toString",
          "java/lang/System.getLogger",
          "org/slf4j/LoggerFactory.getLogger",
          "org/apache/logging/log4j/LogManager.getLogger");

  private Reflection() {}

  /// Whether what a call leads to cannot be seen in the class file.
  static boolean hides(String owner, String method) {
    return HIDING_TYPES.contains(owner)
        || HIDING_METHODS.contains(owner + "." + method)
        || HIDING_PACKAGES.stream().anyMatch(owner::startsWith);
  }

  /// Whether a call that is given a class does not look into it.
  static boolean takesOnlyTheName(String owner, String method) {
    return NAMING_METHODS.contains(owner + "." + method);
  }
}
