package io.dagwerk.definitions;

import io.dagwerk.definitions.Input.Fact.Kind;

/// The rules of the facts that a function may read: how users write them, and who has them.
final class Facts {
  private Facts() {}

  static boolean needsPartitions(Kind fact) {
    return switch (fact) {
      case PARTITION_KEY, PARTITION_RANGE, TIME_WINDOW, DAY -> true;
      case CONTEXT, TICK, CURSOR, ENDED_RUN, UPDATES, DELIVERY -> false;
    };
  }

  static boolean isHadBy(Handle reader, Kind fact) {
    return switch (fact) {
      case CONTEXT, PARTITION_KEY, PARTITION_RANGE, TIME_WINDOW, DAY -> reader instanceof Node;
      case TICK -> reader instanceof Schedule || reader instanceof Sensor;
      case CURSOR -> reader instanceof Sensor;
      case ENDED_RUN -> isWokenBy(reader, Sensor.Trigger.RunEnded.class);
      case UPDATES -> isWokenBy(reader, Sensor.Trigger.Updated.class);
      case DELIVERY -> isWokenBy(reader, Sensor.Trigger.Webhook.class);
    };
  }

  private static boolean isWokenBy(Handle reader, Class<? extends Sensor.Trigger> trigger) {
    return reader instanceof Sensor sensor && trigger.isInstance(sensor.trigger());
  }

  /// Who has it, as a plural.
  static String owners(Kind fact) {
    return switch (fact) {
      case CONTEXT, PARTITION_KEY, PARTITION_RANGE, TIME_WINDOW, DAY -> "assets, checks and ops";
      case TICK -> "schedules and sensors";
      case CURSOR -> "sensors";
      case ENDED_RUN -> "sensors on the end of a run";
      case UPDATES -> "sensors on materializations";
      case DELIVERY -> "sensors on a webhook";
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
      case ENDED_RUN -> "endedRun()";
      case UPDATES -> "updates()";
      case DELIVERY -> "delivery()";
    };
  }
}
