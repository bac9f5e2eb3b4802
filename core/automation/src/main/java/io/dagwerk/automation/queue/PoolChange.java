package io.dagwerk.automation.queue;

/// What happened to the pools since they were last looked at.
public sealed interface PoolChange {
  /// A step asks for slots. Asking again, while waiting or holding, changes nothing.
  record Asked(Waiter waiter) implements PoolChange {}

  /// A step needs its slots no more, or does not wait any longer. Also when it never did.
  record Released(ClaimKey key) implements PoolChange {}

  /// A step still works; its claim lasts a lease longer from now. Nothing for one that holds none.
  record Renewed(ClaimKey key) implements PoolChange {}

  /// A pool is new, or has another limit. What is held beyond a lower one is not taken away.
  record Limited(Pool pool) implements PoolChange {}

  /// A pool has no limit any longer.
  record Unlimited(String pool) implements PoolChange {}
}
