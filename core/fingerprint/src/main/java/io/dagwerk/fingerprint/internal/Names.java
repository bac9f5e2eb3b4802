package io.dagwerk.fingerprint.internal;

import java.util.regex.Pattern;

/// Rules of names: how class files spell them, and how people read them.
public final class Names {
  private static final Pattern NUMBERED = Pattern.compile("\\$\\d");

  private Names() {}

  /// Whether the compiler numbered this class (anonymous or local), so that its name changes when
  /// another one is added before it.
  static boolean isNumbered(String internalName) {
    return NUMBERED.matcher(internalName).find();
  }

  /// Whether a method is the body of a lambda, which the compiler numbers too.
  static boolean isLambda(String method) {
    return method.startsWith("lambda$");
  }

  /// `com/shop/Flights$Row` as `Flights.Row`.
  public static String shown(String internalName) {
    return internalName.substring(internalName.lastIndexOf('/') + 1).replace('$', '.');
  }

  /// `com/shop/Flights` and `read` as `Flights.read`.
  static String shown(String owner, String method) {
    return switch (method) {
      case "<init>" -> "the constructor of " + shown(owner);
      case "<clinit>" -> "the static initialiser of " + shown(owner);
      case String name when isLambda(name) -> shown(owner) + "." + enclosing(name) + " (a lambda)";
      case String name -> shown(owner) + "." + name;
    };
  }

  /// `com/shop/Flights` as `com.shop.Flights`.
  static String binary(String internalName) {
    return internalName.replace('/', '.');
  }

  /// `com.shop.Flights` as `com/shop/Flights`.
  static String internal(String binaryName) {
    return binaryName.replace('.', '/');
  }

  /// The class in a field descriptor, without array dimensions; empty for primitives.
  static String ofDescriptor(String descriptor) {
    String element = descriptor.substring(descriptor.lastIndexOf('[') + 1);
    return element.startsWith("L") ? element.substring(1, element.length() - 1) : "";
  }

  /// The element class of what a class constant names (`[Lcom/shop/Row;` is an array of rows);
  /// empty for arrays of primitives.
  static String element(String constant) {
    return constant.startsWith("[") ? ofDescriptor(constant) : constant;
  }

  private static String enclosing(String lambda) {
    String rest = lambda.substring("lambda$".length());
    int end = rest.indexOf('$');
    return end < 0 ? rest : rest.substring(0, end);
  }
}
