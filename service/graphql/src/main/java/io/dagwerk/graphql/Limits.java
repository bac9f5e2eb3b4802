package io.dagwerk.graphql;

import graphql.analysis.FieldComplexityEnvironment;
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.execution.instrumentation.Instrumentation;

/// How much one request may ask for. A field costs one, with a `limit` as many times as that says
/// what is asked of each item.
final class Limits {
  /// The deepest request; what tools ask to learn the schema is as deep as this.
  static final int DEEPEST = 20;

  /// The most fields that may come to be answered; an event of a page has up to six.
  static final int MOST_FIELDS = 250_000;

  private Limits() {}

  static Instrumentation ofDepth() {
    return new MaxQueryDepthInstrumentation(DEEPEST);
  }

  static Instrumentation ofComplexity() {
    return new MaxQueryComplexityInstrumentation(MOST_FIELDS, Limits::cost);
  }

  private static int cost(FieldComplexityEnvironment field, int below) {
    long items =
        field.getField().getName().equals("log")
            ? 1
            : field.getArguments().get("limit") instanceof Integer limit ? Math.max(1, limit) : 1;
    return (int) Math.min(Integer.MAX_VALUE / 64, 1 + items * below);
  }
}
