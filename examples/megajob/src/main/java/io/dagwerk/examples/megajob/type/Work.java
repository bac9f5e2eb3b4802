package io.dagwerk.examples.megajob.type;

import io.dagwerk.definitions.Context;
import io.dagwerk.examples.megajob.tool.Slice;
import io.dagwerk.examples.megajob.tool.Table;
import java.util.List;
import java.util.Optional;

/// One run of a job, as its type sees it.
///
/// @param ports what it reads and makes
public record Work(String job, Ports ports, Context context) {
  /// The table of the only dataset that the job makes.
  public Table table() {
    return new Table(ports.outputs().getFirst());
  }

  /// The tables that the job reads.
  public List<Table> inputs() {
    return ports.inputs().stream().map(Table::new).toList();
  }

  /// The key of the partition that is made; empty for a job without partitions.
  public Optional<String> partition() {
    return context.partitions().stream().findFirst().map(Object::toString);
  }

  /// The rows that are made, if a column tells partitions apart.
  public Optional<Slice> slice(Optional<String> column) {
    return column.flatMap(name -> partition().map(key -> new Slice(name, key)));
  }
}
