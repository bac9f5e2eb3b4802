package io.dagwerk.definitions;

import io.dagwerk.definitions.Input.Fact.Kind;

/// The rules of the facts that a function may read: how users write them, and who has them.
final class Facts {
  private Facts() {}

  static boolean needsPartitions(Kind fact) {
    return switch (fact) {
      case PARTITION_KEY, PARTITION_RANGE, TIME_WINDOW, DAY -> true;
      case CONTEXT, TICK, CURSOR -> false;
    };
  }

  static boolean isHadBy(Handle reader, Kind fact) {
    return switch (fact) {
      case CONTEXT, PARTITION_KEY, PARTITION_RANGE, TIME_WINDOW, DAY -> reader instanceof Node;
      case TICK -> reader instanceof Schedule || reader instanceof Sensor;
      case CURSOR -> reader instanceof Sensor;
    };
  }

  /// Who has it, as a plural.
  static String owners(Kind fact) {
    return switch (fact) {
      case CONTEXT, PARTITION_KEY, PARTITION_RANGE, TIME_WINDOW, DAY -> "assets, checks and ops";
      case TICK -> "schedules and sensors";
      case CURSOR -> "sensors";
    };
  }

  static String shown(Kind fact) {
    return switch (fact) {
      case PARTITION_KEY -> "partitionKey()";
      case PARTITION_RANGE -> "partitionRange()";
      case TIME_WINDOW -> "timeWindow()";
      case DAY -> "day()";
      case CONTEXT -> "context()";
      case TICK -> "tick()";
      case CURSOR -> "cursor()";
    };
  }
}
