package io.dagwerk.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The value of a config component that a document leaves out.
///
/// | component | written |
/// |---|---|
/// | one value | its text: `@Default("10")`, `@Default("true")`, `@Default("PT5M")`, `@Default("OVERWRITE")` |
/// | a list of such values | one text each: `@Default({"eu", "us"})`; `@Default({})` is the empty list |
/// | a map, or a map of anything | `@Default({})`, the empty map |
/// | a sealed interface | the name of the choice, with all its defaults: `@Default("csv")` |
///
/// An `Optional` that is left out is empty, and a record whose components may all be left out may
/// be left out itself; neither needs a default. A secret has none: its value would stand in the
/// source. A text that is no value of the component's type is a problem of the definition.
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Default {
  /// The text of the value, or of each item of the list.
  String[] value();
}
