package io.dagwerk.cron;

import io.dagwerk.cron.CronDays.DayValues;

/// What a field names, as sets of bits.
///
/// @param nth as in [DayValues]
/// @param last as in [DayValues]
record FieldValues(long each, long nth, long last) {
  static final FieldValues NONE = new FieldValues(0, 0, 0);

  static FieldValues of(int value) {
    return new FieldValues(1L << value, 0, 0);
  }

  FieldValues or(FieldValues other) {
    return new FieldValues(each | other.each, nth | other.nth, last | other.last);
  }

  DayValues days(CronField field) {
    return new DayValues(each, nth, last, each == field.all());
  }
}
