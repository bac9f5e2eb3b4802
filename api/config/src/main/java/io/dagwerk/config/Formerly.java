package io.dagwerk.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A name that a config component had before, so that documents with it go on working for a while.
///
/// The old name is taken with a warning; together with the new one it is a problem. From version
/// `until` on it is a problem by itself, which names the new one: that is the version of the Java
/// module or of the jar (`Implementation-Version`) that has the record, and where there is none, as
/// in a folder of classes, the old name goes on working.
///
/// ```java
/// record Database(@Formerly(value = "host_name", since = "0.2", until = "0.4") String host) {}
/// ```
///
/// A component that goes away is marked `@Deprecated`, on itself or on its accessor: giving it is a
/// warning too.
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Formerly.List.class)
public @interface Formerly {
  /// The old name in documents.
  String value();

  /// The version in which it was renamed, such as `0.2`.
  String since();

  /// The version from which the old name is gone, such as `0.4`.
  String until();

  /// Several names, of a component that was renamed more than once.
  @Documented
  @Target(ElementType.RECORD_COMPONENT)
  @Retention(RetentionPolicy.RUNTIME)
  @interface List {
    /// The names.
    Formerly[] value();
  }
}
