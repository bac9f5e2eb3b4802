package io.dagwerk.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The name in documents, where it differs from the one in Java.
///
/// Without it a component is called as in Java (`maxRows`), an enum constant too (`OVERWRITE`), and
/// a record that is the choice of a sealed interface by its simple name in snake case (`CsvFile` is
/// `csv_file`).
///
/// ```java
/// record ReadConfig(@Name("max_rows") int maxRows) {}
/// ```
@Documented
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Name {
  /// The name in documents.
  String value();
}
