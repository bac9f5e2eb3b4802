package io.dagwerk.model;

import java.util.Set;

/// The tags that say where a run comes from, so that it is found, shown and limited by it. They win
/// over a user's tag of the same name.
public final class RunTags {
  /// The name of the schedule.
  public static final String SCHEDULE = "dagwerk/schedule";

  /// The time that the schedule names, as an instant in UTC.
  public static final String SCHEDULED_AT = "dagwerk/scheduled_at";

  /// The name of the sensor.
  public static final String SENSOR = "dagwerk/sensor";

  /// The run key that a schedule or sensor asked with.
  public static final String RUN_KEY = "dagwerk/run_key";

  /// The asset, check or job whose condition asked for it; of several the first.
  public static final String CONDITION = "dagwerk/condition";

  /// The id of the backfill.
  public static final String BACKFILL = "dagwerk/backfill";

  /// Who launched it.
  public static final String LAUNCHED_BY = "dagwerk/launched_by";

  /// The part of the job that was asked for, in the selection language.
  public static final String SELECTION = "dagwerk/selection";

  /// The partitions that were asked for, as text.
  public static final String PARTITIONS = "dagwerk/partitions";

  /// `shared` when the run shares its process with others; left out when it has its own.
  public static final String ISOLATION = "dagwerk/isolation";

  private static final Set<String> ALL =
      Set.of(
          SCHEDULE,
          SCHEDULED_AT,
          SENSOR,
          RUN_KEY,
          CONDITION,
          BACKFILL,
          LAUNCHED_BY,
          SELECTION,
          PARTITIONS,
          ISOLATION);

  private RunTags() {}

  /// Whether a tag is one of these, and not of the user.
  public static boolean isOwn(String name) {
    return ALL.contains(name);
  }
}
