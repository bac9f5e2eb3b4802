package io.dagwerk.storage.sql;

import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.spi.RunDetails;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Span;
import java.time.Duration;
import java.time.Instant;

/// Says of table `runs` which of them pass a filter.
record RunWhere(Dialect dialect) {
  private static final String TAGGED =
      "exists (select 1 from run_tags t where t.run = runs.id and t.name = ? and t.value = ?)";

  /// Few runs have the partitions of another, so that they are found first; a tag may be that of
  /// all.
  private static final String OF_PARTITIONS =
      "id in (select t.run from run_tags t where t.name = ? and t.value = ?)";

  /// Few runs have a reason, and there is an index of these.
  private static final String UNINDEXED_STATUS = "coalesce(status, '')";

  private static final Duration DAY = Duration.ofDays(1);

  /// Far before ids end, whose time has 48 bits.
  private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

  Where of(RunFilter filter) {
    Where where = new Where();
    if (!filter.statuses().isEmpty()) {
      where.andOneOf(
          filter.details().text().isPresent() ? UNINDEXED_STATUS : "status",
          filter.statuses().stream().map(RunStatus::name).toList());
    }
    filter.job().ifPresent(job -> where.and("job = ?", job));
    filter.root().ifPresent(root -> where.and("root = ?", dialect.id(root)));
    filter.host().ifPresent(host -> where.and("host = ?", host));
    filter.tags().forEach((name, value) -> where.and(TAGGED, name, value));
    add(filter.details(), where);
    return where;
  }

  private void add(RunDetails details, Where where) {
    details.location().ifPresent(location -> where.and("location = ?", location));
    details.partitions().ifPresent(asked -> where.and(OF_PARTITIONS, RunTags.PARTITIONS, asked));
    details
        .text()
        .ifPresent(part ->
            where.and(
                "reason <> '' and "
                    + dialect.lower("reason")
                    + " like "
                    + dialect.lower("?")
                    + " escape '\\'",
                "%" + part.replaceAll("([\\\\%_])", "\\\\$1") + "%"));
    details
        .id()
        .ifPresent(prefix ->
            where.and("id between ? and ?", dialect.id(prefix.first()), dialect.id(prefix.last())));
    add(details.created(), "created_at", where);
    addIds(details.created(), where);
    add(details.ended(), "ended_at", where);
  }

  /// An id tells when its run was created, but one that a client chose only on what day. So what is
  /// listed by id need not look at all that was created at other times.
  private void addIds(Span created, Where where) {
    created
        .from()
        .filter(from -> from.isAfter(Instant.EPOCH.plus(DAY)))
        .ifPresent(from -> where.and("id >= ?", dialect.id(RunId.firstAt(from.minus(DAY)))));
    created
        .to()
        .filter(to -> to.isAfter(Instant.EPOCH) && to.isBefore(LAST))
        .ifPresent(to -> where.and("id < ?", dialect.id(RunId.firstAt(to.plus(DAY)))));
  }

  private static void add(Span span, String column, Where where) {
    span.from().ifPresent(from -> where.and(column + " >= ?", Columns.micros(from)));
    span.to().ifPresent(to -> where.and(column + " < ?", Columns.micros(to)));
  }
}
