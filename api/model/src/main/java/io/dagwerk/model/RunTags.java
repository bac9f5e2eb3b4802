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

  /// How much of another run it executes again: `all`, `from failure`, `selected: SELECTION`, or
  /// `selected and downstream: SELECTION`.
  public static final String RERUN = "dagwerk/rerun";

  /// The code version of the run that it executes again, where it is another than its own was.
  public static final String CODE_CHANGED_FROM = "dagwerk/code_changed_from";

  /// Of a run that retries a failed one: which retry it is, from 1.
  public static final String RETRY_NUMBER = "dagwerk/retry_number";

  /// Of a run that retries a failed one: how often those before it were resumed.
  public static final String RESUMES_USED = "dagwerk/resumes_used";

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
          RERUN,
          CODE_CHANGED_FROM,
          RETRY_NUMBER,
          RESUMES_USED,
          ISOLATION);

  private RunTags() {}

  /// Whether a tag is one of these, and not of the user.
  public static boolean isOwn(String name) {
    return ALL.contains(name);
  }
}
