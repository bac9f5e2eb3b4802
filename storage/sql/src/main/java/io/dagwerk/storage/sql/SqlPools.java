package io.dagwerk.storage.sql;

import io.dagwerk.spi.Fence;
import io.dagwerk.spi.PoolState;
import io.dagwerk.spi.Pools;
import java.time.Duration;
import java.util.Optional;

/// Pools in tables `pools`, `pool_claims`, `pool_waiters` and `pool_begun`.
record SqlPools(Reader reader, GroupCommit writer) implements Pools {
  private static final int NANOS_OF_MICRO = 1_000;

  @Override
  public PoolState read() {
    return reader.read(
        connection -> new PoolRows(new Statements(connection), reader.dialect()).state());
  }

  @Override
  public boolean write(Fence fence, PoolState next) {
    return writer.call(new PoolWrite(fence, next));
  }

  @Override
  public void limit(PoolState.Limit limit) {
    writer.call(
        RunlessTask.of(transaction ->
            new Statements(transaction.connection())
                .write(
                    "insert into pools (name, slots, rate_claims, rate_micros)"
                        + " values (?, ?, ?, ?) on conflict (name) do update set"
                        + " slots = excluded.slots, rate_claims = excluded.rate_claims,"
                        + " rate_micros = excluded.rate_micros",
                    limit.pool(),
                    limit.slots(),
                    limit.rate().map(PoolState.Rate::claims).orElse(null),
                    limit.rate().map(rate -> micros(rate.per())).orElse(null))));
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / NANOS_OF_MICRO;
  }

  @Override
  public Optional<PoolState.Limit> unlimit(String pool) {
    return writer.call(
        RunlessTask.of(transaction ->
            new Statements(transaction.connection())
                .find(
                    "delete from pools where name = ? returning name, slots, rate_claims,"
                        + " rate_micros",
                    PoolRows::limit,
                    pool)));
  }
}
