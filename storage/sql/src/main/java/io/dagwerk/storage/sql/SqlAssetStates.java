package io.dagwerk.storage.sql;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.spi.AssetStates;
import io.dagwerk.spi.FoundOutput;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.PartitionMark;
import io.dagwerk.spi.StoredFact;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.LongStream;

/// What is known of assets, in tables `ledger`, `newest`, `outputs` and `partition_marks`.
record SqlAssetStates(Reader reader, GroupCommit writer) implements AssetStates {
  private static final String FACTS = "select " + LedgerRows.COLUMNS + " from ledger l";

  @Override
  public List<StoredFact> newest(Collection<AssetKey> assets) {
    return Parts.each(
        assets.stream().map(AssetKey::toString).sorted().distinct().toList(),
        some ->
            facts(
                " join newest n on n.number = l.number where n.kind = 'M' and n.asset in (%s)"
                        .formatted(Columns.parameters(some.size()))
                    + " order by n.asset",
                some.toArray()));
  }

  @Override
  public Optional<StoredFact> newest(LedgerRow.AssetPlace place) {
    String asset = place.asset().toString();
    Optional<PartitionKey> partition = place.partition();
    String last = " and l.kind = 'M' order by l.number desc limit 1";
    List<StoredFact> newest =
        partition.isPresent()
            ? facts(
                " where l.asset = ? and l.partition_key = ?" + last, asset, partition.get().text())
            : facts(" where l.asset = ? and l.partition_key is null" + last, asset);
    return newest.stream().findFirst();
  }

  @Override
  public List<StoredFact> checks(AssetKey asset) {
    return facts(
        " join newest n on n.number = l.number where n.kind = 'C' and n.asset = ?"
            + " order by n.check_name",
        asset.toString());
  }

  @Override
  public List<StoredFact> history(AssetKey asset, Optional<Long> before, int limit) {
    return facts(
        " where l.asset = ? and l.number < ? order by l.number desc limit ?",
        asset.toString(),
        before.orElse(Long.MAX_VALUE),
        Limits.checked(limit, MOST));
  }

  private List<StoredFact> facts(String filter, Object... parameters) {
    return reader.list(FACTS + filter, new LedgerRows(reader.dialect())::fact, parameters);
  }

  @Override
  public List<FoundOutput> outputs(Collection<String> versions) {
    return Parts.each(
        versions.stream().sorted().distinct().toList(),
        some ->
            reader.list(
                ("select * from (select o.*, row_number() over (partition by version, output"
                        + " order by run desc) as place from outputs o where version in (%s)) found"
                        + " where place = 1 order by version, output")
                    .formatted(Columns.parameters(some.size())),
                row -> {
                  var run = reader.dialect().id(row, "run");
                  return new FoundOutput(run, OutputRows.output(run, row));
                },
                some.toArray()));
  }

  @Override
  public SequencedMap<String, PartitionSubset> marked(AssetKey asset, PartitionMark mark) {
    record Chunk(String rest, LongStream numbers) {}
    List<Chunk> chunks =
        reader.list(
            "select rest, chunk, bits from partition_marks where asset = ? and mark = ?"
                + " order by rest, chunk",
            row ->
                new Chunk(
                    Columns.text(row, "rest"),
                    Bits.numbers(row.getInt("chunk"), Columns.bytes(row, "bits"))),
            asset.toString(),
            mark.name());
    SequencedMap<String, LongStream> numbers = new LinkedHashMap<>();
    for (Chunk chunk : chunks) {
      numbers.merge(chunk.rest(), chunk.numbers(), LongStream::concat);
    }
    SequencedMap<String, PartitionSubset> marked = new LinkedHashMap<>();
    numbers.forEach((rest, stream) -> {
      PartitionSubset subset = PartitionSubset.of(stream);
      if (!subset.isEmpty()) {
        marked.put(rest, subset);
      }
    });
    return marked;
  }

  @Override
  public void forget(AssetKey asset) {
    writer.call(
        RunlessTask.of(transaction -> {
          for (String table : List.of("ledger", "newest", "partition_marks")) {
            new Statements(transaction.connection())
                .write("delete from " + table + " where asset = ?", asset.toString());
          }
          return asset;
        }));
  }
}
