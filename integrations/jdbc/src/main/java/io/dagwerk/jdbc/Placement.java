package io.dagwerk.jdbc;

import io.dagwerk.definitions.IoContext;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.OutputAddress;
import java.util.Optional;

/// The rule of which table a value lies in, and in which of its rows.
final class Placement {
  private Placement() {}

  static ValuesTable.Entry of(IoContext context) {
    return switch (context.address()) {
      case OutputAddress.OfAsset of ->
          new ValuesTable.Entry(
              of.path(),
              "asset '%s'".formatted(of.asset()),
              text(context, "schema"),
              text(context, "table").orElseGet(() -> String.join("_", of.asset().parts())),
              of.partition().map(_ -> text(context, "partition_by").orElse("partition")),
              of.partition().map(Object::toString).orElse(""));
      // Values of all runs lie in one table: the run, step and output are their partition.
      case OutputAddress.OfStep of ->
          new ValuesTable.Entry(
              of.path(),
              "output '%s' of step '%s'".formatted(of.output(), of.step().node()),
              text(context, "schema"),
              text(context, "table")
                  .orElseGet(() -> "run_%s_%s".formatted(of.step().node(), of.output())),
              Optional.of("partition"),
              of.path());
    };
  }

  private static Optional<String> text(IoContext context, String name) {
    return context
        .metadata()
        .find(name)
        .filter(MetadataValue.Text.class::isInstance)
        .map(value -> ((MetadataValue.Text) value).text());
  }
}
