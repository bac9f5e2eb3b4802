package io.dagwerk.examples.megajob.descriptor;

import io.dagwerk.config.ConfigSchemas;
import io.dagwerk.config.ConfigType;
import io.dagwerk.examples.megajob.check.CheckSettings;
import io.dagwerk.examples.megajob.check.DatasetCheck;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigSchema.Shape;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The entries of a descriptor, in their order, as the records of this package declare them.
///
/// What `params` may hold depends on the job's type, and what a check may on the check's: they are
/// looked at by themselves, and so is `schedule`, which is a word or a map.
final class DescriptorShapes {
  static final String TYPE = "type";
  static final String SCHEDULE = "schedule";
  static final String PARAMS = "params";
  static final String CHECKS = "checks";

  /// The version of descriptors that this compiler reads.
  static final int VERSION = 1;

  private static final ConfigSchema ANYTHING = new ConfigSchema.Anything();

  /// A descriptor of any type.
  static final Shape ENVELOPE = envelope();

  /// The rhythms of the company.
  static final ConfigSchema RHYTHM = ConfigType.value(Timing.Rhythm.class).schema();

  /// Times of a job's own.
  static final ConfigSchema CRON = ConfigSchemas.of(Timing.OwnTimes.class);

  private static final SequencedMap<String, Shape> CHECKS_BY_TYPE = checksByType();

  private DescriptorShapes() {}

  private static Shape envelope() {
    List<Field> fields = new ArrayList<>();
    fields.add(
        Field.optional(
                "version", new ConfigSchema.WholeNumber(VERSION, VERSION), ConfigTree.of(VERSION))
            .describedAs("The version of descriptors"));
    fields.addAll(fieldsOf(Identity.class));
    fields.add(
        Field.optional(SCHEDULE, ANYTHING, ConfigTree.nothing())
            .describedAs("When it runs: hourly, daily, weekly, or times of its own"));
    fields.addAll(fieldsOf(Dependencies.class));
    fields.addAll(fieldsOf(Execution.class));
    fields.addAll(fieldsOf(Ownership.class));
    fields.add(
        Field.optional(PARAMS, ANYTHING, ConfigTree.empty())
            .describedAs("What its type needs to know"));
    fields.add(
        Field.optional(CHECKS, new ConfigSchema.ListOf(ANYTHING), new ConfigTree.Items(List.of()))
            .describedAs("What is asked of what it makes, right after it has run"));
    return new Shape(fields);
  }

  private static SequencedMap<String, Shape> checksByType() {
    SequencedMap<String, Shape> shapes = new LinkedHashMap<>();
    for (DatasetCheck.Known check : DatasetCheck.all()) {
      List<Field> fields = new ArrayList<>();
      fields.add(
          Field.required(TYPE, new ConfigSchema.Enumeration(List.of(check.name())))
              .describedAs("What is asked"));
      fields.addAll(shape(check.type().schema()).fields());
      fields.addAll(fieldsOf(CheckSettings.class));
      shapes.put(check.name(), new Shape(fields));
    }
    return shapes;
  }

  /// The entries of a check, by its type.
  static SequencedMap<String, Shape> checks() {
    return CHECKS_BY_TYPE;
  }

  /// The entries of a check of this type.
  static Optional<Shape> findCheck(String type) {
    return Optional.ofNullable(CHECKS_BY_TYPE.get(type));
  }

  static List<Field> fieldsOf(Class<? extends Record> type) {
    return shape(ConfigSchemas.of(type)).fields();
  }

  static Shape shape(ConfigSchema schema) {
    return schema instanceof Shape shape ? shape : Shape.EMPTY;
  }
}
