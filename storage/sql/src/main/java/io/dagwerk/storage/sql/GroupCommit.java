package io.dagwerk.storage.sql;

import io.dagwerk.model.RunId;
import io.dagwerk.spi.StorageException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The only writer of a database: a thread that commits when it is idle, and takes into one
/// transaction what has gathered meanwhile. There is no linger.
///
/// When the transaction of a group fails, each task of it is done alone, so that one that cannot be
/// done harms no other.
final class GroupCommit implements AutoCloseable {
  /// Something to write in a transaction that others write in too.
  interface Task<T> {
    /// The runs that it looks at or changes: their rows are locked before.
    SortedSet<RunId> runs();

    T in(Transaction transaction) throws SQLException;
  }

  private static final int MOST_OF_GROUP = 512;
  private static final int MOST_ATTEMPTS = 5;
  private static final long LONGEST_CLOSE_SECONDS = 60;

  /// What is waited for.
  ///
  /// @param mostWaiting how many tasks wait for the writer
  /// @param longest how long one waits for room among them, and then how long a caller waits for
  ///   its end
  record Limits(int mostWaiting, Duration longest) {
    static final Limits OF_STORAGE = new Limits(4_096, Duration.ofSeconds(60));
  }

  private final Database database;
  private final Runnable committed;
  private final Limits limits;
  private final BlockingQueue<Pending<?>> queue;
  private final ExecutorService acknowledging =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("dagwerk-acknowledging").factory());
  private final Thread writing;
  private volatile boolean isClosed;

  /// @param committed called after each commit, in the order of commits
  GroupCommit(Database database, Runnable committed, Limits limits) {
    this.database = database;
    this.committed = committed;
    this.limits = limits;
    queue = new ArrayBlockingQueue<>(limits.mostWaiting());
    writing = Thread.ofPlatform().daemon().name("dagwerk-writing").start(this::write);
  }

  /// The future is done when the task is durable. Waits for room in the queue; the future fails
  /// when that takes too long.
  <T> CompletableFuture<T> submit(Task<T> task) {
    Pending<T> pending = new Pending<>(task, new CompletableFuture<>());
    if (isClosed) {
      pending.fail(new IllegalStateException("the storage is closed"));
      return pending.done;
    }
    try {
      if (!queue.offer(pending, limits.longest().toMillis(), TimeUnit.MILLISECONDS)) {
        pending.fail(
            new StorageException(
                "the database is too slow: %,d writes waited for %d s, and this one was not begun; try again later"
                    .formatted(limits.mostWaiting(), limits.longest().toSeconds())));
      } else if (!writing.isAlive()) {
        refuseTheRest();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      pending.fail(new StorageException("the write was interrupted before it began", interrupted));
    }
    return pending.done;
  }

  /// Does the task and waits until it is durable.
  ///
  /// @throws StorageException when that takes too long; it may become durable later
  <T> T call(Task<T> task) {
    CompletableFuture<T> done = submit(task);
    try {
      return done.get(limits.longest().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new StorageException("the database refused a write", failed);
    } catch (TimeoutException slow) {
      throw new StorageException(
          "the database did not confirm a write within %d s; whether it was made is not known"
              .formatted(limits.longest().toSeconds()),
          slow);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StorageException(
          "waiting for a write was interrupted; whether it was made is not known", interrupted);
    }
  }

  private void write() {
    List<Pending<?>> group = new ArrayList<>();
    while (!isClosed || !queue.isEmpty()) {
      try {
        Pending<?> first = queue.poll(1, TimeUnit.SECONDS);
        if (first != null) {
          group.add(first);
          queue.drainTo(group, MOST_OF_GROUP - 1);
          commit(group);
        }
      } catch (InterruptedException _) {
        // Nobody interrupts this thread: closing is told by the flag, so that no write is cut off.
      } catch (Error broken) {
        fail(group, new StorageException("the writer broke down: " + broken, broken));
      }
      group.clear();
    }
  }

  private void commit(List<Pending<?>> group) {
    try {
      acknowledge(transact(group));
    } catch (SQLException failed) {
      switch (database.judge(failed)) {
        case PASSING -> group.forEach(this::commitAlone);
        case OF_CONNECTION -> fail(group, failed);
        case OF_WORK -> commitEach(group, failed);
      }
    } catch (RuntimeException failed) {
      commitEach(group, failed);
    }
    acknowledging.execute(committed);
  }

  private void commitEach(List<Pending<?>> group, Exception failed) {
    if (group.size() == 1) {
      fail(group, failed);
    } else {
      group.forEach(this::commitAlone);
    }
  }

  private void commitAlone(Pending<?> pending) {
    for (int attempt = 1; true; attempt++) {
      try {
        acknowledge(transact(List.of(pending)));
        return;
      } catch (SQLException failed) {
        if (database.judge(failed) != Database.Failure.PASSING || attempt == MOST_ATTEMPTS) {
          fail(List.of(pending), failed);
          return;
        }
      } catch (RuntimeException failed) {
        fail(List.of(pending), failed);
        return;
      }
    }
  }

  private void acknowledge(List<Runnable> done) {
    acknowledging.execute(() -> done.forEach(Runnable::run));
  }

  private void fail(List<Pending<?>> group, Exception cause) {
    List<Pending<?>> failed = List.copyOf(group);
    acknowledging.execute(() -> failed.forEach(pending -> pending.fail(cause)));
  }

  private List<Runnable> transact(List<Pending<?>> group) throws SQLException {
    SortedSet<RunId> runs = new TreeSet<>();
    group.forEach(pending -> runs.addAll(pending.task.runs()));
    return database.write(connection -> {
      Transaction transaction = Transaction.begin(connection, database.dialect(), runs);
      List<Runnable> done = new ArrayList<>();
      for (Pending<?> pending : group) {
        done.add(pending.in(transaction));
      }
      transaction.flush();
      return done;
    });
  }

  /// Writes what waits, then ends.
  @Override
  public void close() {
    isClosed = true;
    // Wakes the writer; with a full queue it is awake.
    queue.offer(new Pending<>(RunlessTask.of(_ -> ""), new CompletableFuture<>()));
    try {
      writing.join(TimeUnit.SECONDS.toMillis(LONGEST_CLOSE_SECONDS));
      refuseTheRest();
      acknowledging.shutdown();
      if (!acknowledging.awaitTermination(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS)) {
        acknowledging.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuseTheRest() {
    List<Pending<?>> late = new ArrayList<>();
    queue.drainTo(late);
    late.forEach(pending -> pending.fail(new IllegalStateException("the storage is closed")));
  }

  /// A task with the future that tells of it.
  private record Pending<T>(Task<T> task, CompletableFuture<T> done) {
    /// Does the task; what is given back tells of it.
    Runnable in(Transaction transaction) throws SQLException {
      T result = task.in(transaction);
      return () -> done.complete(result);
    }

    void fail(Exception cause) {
      done.completeExceptionally(
          cause instanceof RuntimeException
              ? cause
              : new StorageException("the database refused a write: " + cause.getMessage(), cause));
    }
  }
}
