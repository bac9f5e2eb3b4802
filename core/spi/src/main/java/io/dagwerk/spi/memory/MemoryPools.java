package io.dagwerk.spi.memory;

import io.dagwerk.spi.Fence;
import io.dagwerk.spi.PoolState;
import io.dagwerk.spi.Pools;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Pools in memory.
final class MemoryPools implements Pools {
  private static final Comparator<PoolState.Owner> BY_OWNER =
      Comparator.comparing(PoolState.Owner::run).thenComparing(PoolState.Owner::step);

  private final Tables tables;
  private PoolState state = PoolState.empty();

  MemoryPools(Tables tables) {
    this.tables = tables;
  }

  @Override
  public PoolState read() {
    synchronized (tables) {
      return state;
    }
  }

  @Override
  public boolean write(Fence fence, PoolState next) {
    synchronized (tables) {
      boolean holds = tables.holds(fence);
      if (holds) {
        state =
            new PoolState(
                state.limits(),
                sorted(next.claims(), Comparator.comparing(PoolState.Claim::owner, BY_OWNER)),
                sorted(next.waiters(), Comparator.comparing(PoolState.Waiter::owner, BY_OWNER)),
                sorted(
                    next.begun(),
                    Comparator.comparing(PoolState.Begun::pool)
                        .thenComparing(PoolState.Begun::at)));
      }
      return holds;
    }
  }

  private static <T> List<T> sorted(List<T> all, Comparator<T> order) {
    return all.stream().sorted(order).toList();
  }

  @Override
  public void limit(PoolState.Limit limit) {
    synchronized (tables) {
      unlimit(limit.pool());
      List<PoolState.Limit> limits = new ArrayList<>(state.limits());
      limits.add(limit);
      set(sorted(limits, Comparator.comparing(PoolState.Limit::pool)));
    }
  }

  @Override
  public Optional<PoolState.Limit> unlimit(String pool) {
    synchronized (tables) {
      Optional<PoolState.Limit> before =
          state.limits().stream().filter(limit -> limit.pool().equals(pool)).findFirst();
      set(state.limits().stream().filter(limit -> !limit.pool().equals(pool)).toList());
      return before;
    }
  }

  private void set(List<PoolState.Limit> limits) {
    state = new PoolState(limits, state.claims(), state.waiters(), state.begun());
  }
}
