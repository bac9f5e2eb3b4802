package io.dagwerk.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Does to an instance what a fault says, and makes it good again.
final class Striker {
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);
  private static final Duration LONGEST_CODE_SERVER = Duration.ofSeconds(60);

  private final Instance instance;
  private final List<CompletableFuture<Void>> later = new ArrayList<>();

  /// The process that was struck last, which is not known any more when it is gone.
  private long struck;

  private Optional<Host> struckHost = Optional.empty();

  /// The ports of the worker that is aimed at, where its connection is to be cut.
  private List<Integer> links = List.of();

  Striker(Instance instance) {
    this.instance = instance;
  }

  /// Finds out beforehand what takes a while, so that the strike comes in its moment.
  ///
  /// @param worker the process of the run that is aimed at
  void aim(Fault fault, long worker) throws Exception {
    if (fault == Fault.LINK_CUT) {
      links = Links.of(worker);
      if (links.isEmpty()) {
        throw new NothingToStrike("the worker has no connection");
      }
    }
    if (fault == Fault.CODE_SERVER_KILLED || fault == Fault.CODE_SERVER_STOPPED) {
      // Hosts that are stopped start none.
      var _ = codeServer(worker);
    }
  }

  /// @param worker the process of the run that is aimed at; 0 when it is not known
  void begin(Fault fault, long worker) throws Exception {
    switch (fault) {
      case WORKER_KILLED -> Processes.signal("KILL", worker);
      case WORKER_STOPPED, WORKER_STOPPED_LONG -> {
        struck = worker;
        Processes.signal("STOP", worker);
      }
      case CODE_SERVER_KILLED -> Processes.signal("KILL", codeServer(worker));
      case CODE_SERVER_STOPPED -> {
        struck = codeServer(worker);
        Processes.signal("STOP", struck);
      }
      case HOST_KILLED -> {
        struckHost = Optional.of(host(worker));
        struckHost.get().kill();
      }
      case HOST_STOPPED -> {
        struck = host(worker).pid();
        Processes.signal("STOP", struck);
      }
      case LINK_CUT -> {
        for (int port : links) {
          Links.destroy(port);
        }
      }
      case DISK_FULL -> {
        for (Disk disk : instance.disks()) {
          disk.fill();
        }
      }
      case DISK_SLOW -> {
        for (Disk disk : instance.disks()) {
          disk.freeze();
        }
      }
      case CONNECTIONS_CUT, DATABASE_KILLED -> instance.store().begin(fault);
    }
  }

  /// @param run that was aimed at
  void end(Fault fault, String run) throws Exception {
    switch (fault) {
      case WORKER_KILLED, CODE_SERVER_KILLED, LINK_CUT -> {}
      case WORKER_STOPPED, CODE_SERVER_STOPPED, HOST_STOPPED -> Processes.signal("CONT", struck);
      case WORKER_STOPPED_LONG -> later.add(wakeLater(struck, run));
      case HOST_KILLED -> struckHost.orElseThrow().start();
      case DISK_FULL -> {
        for (Disk disk : instance.disks()) {
          disk.empty();
        }
        instance.store().recover();
      }
      case DISK_SLOW -> {
        for (Disk disk : instance.disks()) {
          disk.thaw();
        }
      }
      case CONNECTIONS_CUT, DATABASE_KILLED -> instance.store().end(fault);
    }
  }

  /// Wakes a worker up when its run has ended without it; others are struck meanwhile.
  private CompletableFuture<Void> wakeLater(long worker, String run) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            var _ = Waiting.until(LONGEST_SILENCE, () -> instance.api().hasEnded(run));
            Processes.signal("CONT", worker);
          } catch (Exception e) {
            throw new IllegalStateException("a worker cannot be woken up", e);
          }
        },
        Thread::startVirtualThread);
  }

  /// Waits until all faults have ended.
  void awaitEnds() throws Exception {
    CompletableFuture.allOf(later.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    later.clear();
  }

  /// Keeps all hosts from hearing anything.
  void stopHosts() throws IOException, InterruptedException {
    for (Host host : instance.hosts()) {
      Processes.signal("STOP", host.pid());
    }
  }

  void continueHosts() throws IOException, InterruptedException {
    for (Host host : instance.hosts()) {
      if (host.isAlive()) {
        Processes.signal("CONT", host.pid());
      }
    }
  }

  /// The code server that has started a worker, else any; another may be starting.
  private long codeServer(long worker) throws Exception {
    Optional<Long> own =
        ProcessHandle.of(worker)
            .flatMap(ProcessHandle::parent)
            .map(ProcessHandle::pid)
            .filter(pid -> Processes.commandLine(pid).contains("CodeServerMain"));
    if (own.isPresent()) {
      return own.get();
    }
    Processes processes = instance.processes();
    var _ = Waiting.until(LONGEST_CODE_SERVER, () -> processes.codeServer().isPresent());
    return processes
        .codeServer()
        .orElseThrow(
            () -> new NothingToStrike("there is no code server: " + instance.api().locations()));
  }

  /// The host that has started the code server of a worker; else any.
  private Host host(long worker) {
    List<Long> above = new ArrayList<>();
    Optional<ProcessHandle> next = ProcessHandle.of(worker);
    while (next.isPresent()) {
      above.add(next.get().pid());
      next = next.get().parent();
    }
    return instance.hosts().stream()
        .filter(Host::isAlive)
        .filter(host -> above.contains(host.pid()))
        .findFirst()
        .or(() -> instance.hosts().stream().filter(Host::isAlive).findFirst())
        .orElseThrow(() -> new NothingToStrike("there is no host"));
  }

  /// What a fault is aimed at is not there at this moment.
  static final class NothingToStrike extends RuntimeException {
    private static final long serialVersionUID = 1;

    NothingToStrike(String message) {
      super(message);
    }
  }
}
