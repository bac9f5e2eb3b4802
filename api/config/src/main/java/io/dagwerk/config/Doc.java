package io.dagwerk.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a config component means, or what the record of a choice stands for; shown where a run is
/// configured.
///
/// ```java
/// record ReadConfig(@Doc("Most rows to read") int limit) {}
/// ```
@Documented
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Doc {
  /// The meaning, in words.
  String value();
}
