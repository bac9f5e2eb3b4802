package io.dagwerk.fingerprint.internal;

/// What a body of code refers to; class names are spelled as in class files.
sealed interface Ref {

  /// How a method is chosen: by the object, by the class alone, or exactly as named.
  enum Choice {
    VIRTUAL,
    STATIC,
    SPECIAL
  }

  /// A method is called, or handed on as a method reference.
  record Call(Choice choice, String owner, String name, String descriptor) implements Ref {}

  /// A static field is read.
  record Read(String owner, String name, String descriptor) implements Ref {}

  /// A static field is written, which initialises its class.
  record Write(String owner) implements Ref {}

  /// An object of the class is made.
  record Create(String owner) implements Ref {}

  /// The class is cast to, tested for, caught, or one of its fields is used.
  record Use(String owner) implements Ref {}

  /// The class itself is taken as a value, so that others may look into it.
  record Literal(String owner) implements Ref {}

  /// A lambda or method reference becomes an object of this interface.
  record Lambda(String type, String method) implements Ref {}
}
