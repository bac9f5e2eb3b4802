package io.dagwerk.storage.sql;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.spi.AssetStates;
import io.dagwerk.spi.FactQuery;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.Limits;
import io.dagwerk.spi.PartitionMark;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredFact;
import io.dagwerk.spi.StoredTry;
import io.dagwerk.spi.StoredValue;
import io.dagwerk.spi.StoredWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// What is known of assets, in tables `ledger`, `newest`, `asset_values`, `planned`, `outputs` and
/// `partition_marks`.
record SqlAssetStates(Reader reader, GroupCommit writer) implements AssetStates {
  private static final String FACTS = "select " + LedgerRows.COLUMNS + " from ledger l";

  /// Whether a step that did not succeed may have overwritten a value after it was made.
  private static final String TOUCHED =
      "exists (select 1 from planned p join steps s on s.run = p.run and s.step = p.step"
          + " join runs r on r.id = p.run where p.asset = l.asset"
          + " and p.partition_key = coalesce(l.partition_key, '') and s.began_at is not null"
          + " and s.status <> 'SUCCEEDED' and coalesce(s.ended_at, r.ended_at, l.at + 1) > l.at)";

  private static final int MOST_LOOKED_FOR = 1_000;

  private static final Comparator<LedgerRow.AssetPlace> BY_PLACE =
      Comparator.comparing((LedgerRow.AssetPlace place) -> place.asset().toString())
          .thenComparing(SqlAssetStates::key);

  private static final Comparator<StoredWork.Key> BY_VERSION =
      Comparator.comparing(StoredWork.Key::version).thenComparing(StoredWork.Key::step);

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
  public Map<String, Long> newestNumbers(Collection<AssetKey> assets) {
    Set<String> keys = keys(assets);
    Map<String, Long> numbers = HashMap.newHashMap(keys.size());
    Where where = of("asset", keys);
    where.and("kind = 'M'");
    reader
        .list(
            "select asset, number from newest" + where.text(),
            row -> Map.entry(Columns.text(row, "asset"), row.getLong("number")),
            where.parameters().toArray())
        .forEach(found -> {
          if (keys.contains(found.getKey())) {
            numbers.put(found.getKey(), found.getValue());
          }
        });
    return numbers;
  }

  private static Set<String> keys(Collection<AssetKey> assets) {
    Set<String> keys = HashSet.newHashSet(assets.size());
    assets.forEach(asset -> keys.add(asset.toString()));
    return keys;
  }

  /// That a column has one of these keys. Of very many it says nothing: to read all rows takes less
  /// time than to look for each, and the caller leaves out what was not asked for.
  private static Where of(String column, Set<String> keys) {
    Where where = new Where();
    if (keys.isEmpty()) {
      where.and("1 = 0");
    } else if (keys.size() <= MOST_LOOKED_FOR) {
      where.andOneOf(column, keys);
    }
    return where;
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
  public List<StoredFact> checks(Collection<AssetKey> assets) {
    return Parts.each(
        assets.stream().map(AssetKey::toString).sorted().distinct().toList(),
        some ->
            facts(
                " join newest n on n.number = l.number where n.kind = 'C' and n.asset in (%s)"
                        .formatted(Columns.parameters(some.size()))
                    + " order by n.asset, n.check_name",
                some.toArray()));
  }

  /// In an order that no index has, so that the ledger is not gone through from its end.
  @Override
  public List<StoredFact> failedChecks(int limit) {
    return facts(
        " where l.number in (select n.number from newest n where n.kind = 'C') and not l.passed"
            + " order by l.number + 0 desc limit ?",
        Limits.checked(limit, MOST));
  }

  @Override
  public List<StoredFact> history(AssetKey asset, Optional<Long> before, int limit) {
    return facts(
        " where l.asset = ? and l.number < ? order by l.number desc limit ?",
        asset.toString(),
        before.orElse(Long.MAX_VALUE),
        Limits.checked(limit, MOST));
  }

  /// No more facts than that are looked at, however rare what is looked for is among them.
  @Override
  public FactQuery.Found found(FactQuery query, int limit) {
    String asset = query.asset().toString();
    Optional<Long> floor =
        reader.find(
            "select number from ledger where asset = ? order by number desc limit 1 offset ?",
            row -> row.getLong("number"),
            asset,
            MOST_SEEN);
    Where where = new Where();
    where.and("l.asset = ?", asset);
    floor.ifPresent(number -> where.and("l.number > ?", number));
    query
        .check()
        .ifPresentOrElse(
            check -> where.and("l.kind = 'C' and l.check_name = ?", check),
            () -> where.and("l.kind = 'M'"));
    query.span().from().ifPresent(from -> where.and("l.at >= ?", Columns.micros(from)));
    query.span().to().ifPresent(to -> where.and("l.at < ?", Columns.micros(to)));
    where.parameters().add(Limits.checked(limit, MOST_FOUND) + 1);
    List<StoredFact> found =
        facts(where.text() + " order by l.number desc limit ?", where.parameters().toArray());
    return FactQuery.Found.of(found, limit, floor.isEmpty());
  }

  private List<StoredFact> facts(String filter, Object... parameters) {
    return reader.list(FACTS + filter, new LedgerRows(reader.dialect())::fact, parameters);
  }

  @Override
  public List<StoredValue> values(Collection<LedgerRow.AssetPlace> places) {
    return Parts.each(
        places.stream().distinct().sorted(BY_PLACE).toList(),
        some ->
            reader.list(
                values(some.size()),
                this::value,
                some.stream()
                    .flatMap(place -> Stream.of(place.asset().toString(), key(place)))
                    .toArray()));
  }

  private static String values(int asked) {
    return "with asked (asset, partition_key) as (values (?, ?)%s) select l.asset, l.partition_key,"
            .formatted(", (?, ?)".repeat(asked - 1))
        + " l.run, l.version, case when "
        + TOUCHED
        + " then null else l.step_version end as step_version from asked a"
        + " join asset_values v on v.asset = a.asset and v.partition_key = a.partition_key"
        + " join ledger l on l.number = v.number order by v.asset, v.partition_key";
  }

  private static String key(LedgerRow.AssetPlace place) {
    return place.partition().map(PartitionKey::text).orElse("");
  }

  private StoredValue value(ResultSet row) throws SQLException {
    return new StoredValue(
        reader.dialect().id(row, "run"),
        LedgerRows.place(row),
        Columns.findText(row, "version", version -> version),
        Columns.findText(row, "step_version", version -> version));
  }

  /// An empty partition key is none.
  @Override
  public List<LedgerRow.AssetPlace> materialized(Collection<AssetKey> assets) {
    return Parts.each(
        assets.stream().map(AssetKey::toString).sorted().distinct().toList(),
        some ->
            reader.list(
                "select asset, nullif(partition_key, '') as partition_key from asset_values"
                    + " where asset in (%s) order by asset, partition_key"
                        .formatted(Columns.parameters(some.size())),
                LedgerRows::place,
                some.toArray()));
  }

  @Override
  public List<StoredTry> tries(Collection<AssetKey> assets) {
    Set<String> keys = keys(assets);
    Where where = of("p.asset", keys);
    where.and("s.status in ('RUNNING', 'WAITING_TO_RETRY', 'FAILED')");
    return reader.list(tries(where), this::tried, where.parameters().toArray()).stream()
        .filter(found -> keys.contains(found.place().asset().toString()))
        .toList();
  }

  /// Steps that failed stay for ever, so it goes through them once, whatever their number.
  private static String tries(Where where) {
    String tried =
        "select p.asset, p.partition_key, p.run, p.step,"
            + " case when r.ended_at is null then s.status else 'FAILED' end as status,"
            + " coalesce(s.ended_at, r.ended_at) as ended_at,"
            + " case when r.ended_at is null or s.status = 'FAILED' then s.reason else r.reason end"
            + " as reason from planned p"
            + " join steps s on s.run = p.run and s.step = p.step join runs r on r.id = p.run"
            + where.text();
    String placed =
        "select t.*, row_number() over (partition by t.asset order by"
            + " case when t.status = 'FAILED' then 1 else 0 end, t.ended_at desc, t.run desc,"
            + " t.step, t.partition_key) as place from tried t"
            + " left join asset_values v on v.asset = t.asset and v.partition_key = t.partition_key"
            + " left join ledger l on l.number = v.number"
            + " where t.status <> 'FAILED' or l.at is null or t.ended_at > l.at";
    return "with tried as (%s), placed as (%s) select asset, nullif(partition_key, '')"
            .formatted(tried, placed)
        + " as partition_key, run, step, status, ended_at, reason from placed where place = 1"
        + " order by asset";
  }

  private StoredTry tried(ResultSet row) throws SQLException {
    return new StoredTry(
        LedgerRows.place(row),
        reader.dialect().id(row, "run"),
        StepKey.parse(Columns.text(row, "step")),
        StepStatus.valueOf(Columns.text(row, "status")),
        Columns.findInstant(row, "ended_at"),
        Columns.text(row, "reason"));
  }

  @Override
  public List<StoredWork> work(Collection<StoredWork.Key> steps) {
    SequencedMap<StoredWork.Key, StoredWork> found = new LinkedHashMap<>();
    Parts.each(
            steps.stream().sorted(BY_VERSION).distinct().toList(),
            some ->
                reader.list(
                    work(some.size()),
                    row -> OutputRows.work(reader.dialect().id(row, "run"), row),
                    some.stream()
                        .flatMap(key -> Stream.of(key.step().toString(), key.version()))
                        .toArray()))
        .forEach(work -> found.merge(work.key(), work, StoredWork::and));
    return List.copyOf(found.values());
  }

  /// A query for what the newest run of each asked step left behind, a row for each output.
  private static String work(int asked) {
    return "with asked (step, version) as (values (?, ?)%s) select o.run, o.step, o.output, o.asset,"
            .formatted(", (?, ?)".repeat(asked - 1))
        + " o.partition_key, o.io_manager, o.in_memory, o.version, s.emitted, f.mapping_keys"
        + " from asked a join outputs o on o.version = a.version and o.step = a.step"
        + " join steps s on s.run = o.run and s.step = o.step"
        + " left join fan_outs f on f.run = o.run and f.step = o.step"
        + " where o.run = (select n.run from outputs n where n.version = a.version"
        + " and n.step = a.step order by n.run desc limit 1)"
        + " order by o.version, o.step, o.output";
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
  public void report(RunId report, List<LedgerRow> rows) {
    writer.call(
        RunlessTask.of(transaction -> {
          transaction.report(report, rows);
          return report;
        }));
  }

  @Override
  public void forget(AssetKey asset) {
    writer.call(
        RunlessTask.of(transaction -> {
          for (String table : List.of("ledger", "newest", "asset_values", "partition_marks")) {
            new Statements(transaction.connection())
                .write("delete from " + table + " where asset = ?", asset.toString());
          }
          return asset;
        }));
  }
}
