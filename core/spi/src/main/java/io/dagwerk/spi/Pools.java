package io.dagwerk.spi;

import java.util.Optional;

/// The limits that steps of all runs share. Thread-safe.
///
/// One host at a time decides who is served, under a lease: it reads the state, and writes the
/// next.
///
/// ```java
/// PoolState next = turn(pools.read());
/// if (!pools.write(fence, next)) {
///   stop(); // another host decides now
/// }
/// ```
public interface Pools {
  PoolState read();

  /// Has this state stored in place of the one before, as far as claims, waiters and beginnings go;
  /// limits stay as they are.
  ///
  /// @return whether the fence holds; if not, nothing was written
  boolean write(Fence fence, PoolState next);

  /// Sets a limit; whoever decides sees it at its next turn.
  void limit(PoolState.Limit limit);

  /// Takes a limit away.
  ///
  /// @return the limit that there was
  Optional<PoolState.Limit> unlimit(String pool);
}
