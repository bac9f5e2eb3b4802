package io.dagwerk.testsupport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Names the acceptance checks that a test shows, as `@Covers("S13.4")` or `@Covers({"S13.4",
/// "K5.1"})`.
///
/// `designs/coverage.md` is generated from these claims and from the reports of the tests that ran;
/// an unknown id, or a claim by a test that did not run, fails the build.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Covers {
  /// The ids of the checks, each the section and the check's number in it.
  String[] value();
}
