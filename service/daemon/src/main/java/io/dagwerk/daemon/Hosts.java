package io.dagwerk.daemon;

import io.dagwerk.runhost.Clocks;
import io.dagwerk.spi.Lease;
import io.dagwerk.spi.Leases;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// This host among those that execute the runs of a database. Each holds a lease of its own, by
/// which it says to the others what it takes and where its workers reach it. Thread-safe; only
/// [#turn] asks the store.
final class Hosts {
  private static final System.Logger LOG = System.getLogger(Hosts.class.getName());
  static final String PREFIX = "host/";
  static final Duration LENGTH = ActiveHost.LENGTH;

  /// How long after a renewal was asked for no other can have taken the lease: what is left of its
  /// length is more than clocks can differ in that time.
  private static final Duration SURE = Duration.ofSeconds(8);

  private static final Duration RENEWED = Duration.ofSeconds(3);

  private final Leases leases;
  private final Clocks clocks;
  private final Supplier<HostNote> note;
  private final Map<String, SeenLease> seen = new HashMap<>();
  private volatile String name;
  private volatile Optional<Lease> held = Optional.empty();
  private volatile long renewed;
  private volatile List<Other> others = List.of();
  private String said = "";

  /// What became of this host and was not told, because the store failed after it.
  private Turned untold = Turned.SAME;

  /// Another host, as it was seen last.
  ///
  /// @param isOver whether it is gone: its runs are anybody's
  /// @param isThere whether it is known to live
  record Other(String name, Lease lease, HostNote note, boolean isOver, boolean isThere) {}

  /// What became of this host in a turn.
  enum Turned {
    /// It is who it was.
    SAME,
    /// It holds its lease, and did not before.
    JOINED,
    /// Another has taken its lease: its runs are others'.
    REPLACED
  }

  /// @param name the same for each start of this host, and that of no other
  Hosts(Leases leases, String name, Clocks clocks, Supplier<HostNote> note) {
    this.leases = leases;
    this.name = name;
    this.clocks = clocks;
    this.note = note;
  }

  /// By what its runs are known.
  String name() {
    return name;
  }

  /// Whether no other can have taken this host's place. Asks nobody.
  boolean isSure() {
    return held.isPresent() && nanos() - renewed < SURE.toNanos();
  }

  /// Whether it holds its lease, as far as it knows.
  boolean isMember() {
    return held.isPresent();
  }

  /// Those that live, beside this one.
  List<Other> live() {
    return others.stream().filter(Other::isThere).toList();
  }

  /// What is known of another host.
  Optional<Other> find(String other) {
    return others.stream().filter(it -> it.name().equals(other)).findFirst();
  }

  /// What this host says of itself.
  HostNote note() {
    return note.get();
  }

  private long nanos() {
    return clocks.nanos().getAsLong();
  }

  /// Again and again, about once a second.
  Turned turn() {
    if (untold != Turned.REPLACED) {
      Turned turned = held.isPresent() ? hold(held.get()) : take();
      untold = turned == Turned.SAME ? untold : turned;
    }
    if (untold == Turned.REPLACED) {
      distinguish();
    }
    held.ifPresent(this::say);
    look();
    Turned told = untold;
    untold = Turned.SAME;
    return told;
  }

  private Turned hold(Lease lease) {
    long asked = nanos();
    if (asked - renewed < RENEWED.toNanos()) {
      return Turned.SAME;
    }
    // Each renewal is seen to differ from the one before, also by a clock that was set back.
    Instant later = later(clocks.wall().instant(), lease.expires().minus(LENGTH).plusMillis(1));
    Optional<Lease> next = leases.renew(lease.asFence(), LENGTH, later);
    renewed = asked;
    held = next;
    if (next.isPresent()) {
      return Turned.SAME;
    }
    LOG.log(
        Level.WARNING,
        "this host was away for so long that another has taken its place; it begins anew");
    return Turned.REPLACED;
  }

  /// Two hosts of one name would take the lease from each other for ever.
  private void distinguish() {
    if (leases.find(PREFIX + name).filter(it -> it.holder().equals(name)).isPresent()) {
      LOG.log(
          Level.WARNING,
          "another host of this database has the name of this one, {0}: its folder was copied; delete ''host.id'' in one of the folders",
          name);
      name = name + "-" + UUID.randomUUID();
    }
  }

  private Turned take() {
    long asked = nanos();
    Optional<Lease> taken = leases.take(PREFIX + name, name, LENGTH, clocks.wall().instant());
    renewed = asked;
    held = taken;
    said = "";
    return taken.isPresent() ? Turned.JOINED : Turned.SAME;
  }

  private void say(Lease lease) {
    String text = note.get().text();
    if (!text.equals(said)) {
      leases.note(lease.asFence(), text);
      said = text;
    }
  }

  private void look() {
    long now = nanos();
    List<Other> found = new ArrayList<>();
    for (Lease lease : leases.list(PREFIX)) {
      String other = lease.name().substring(PREFIX.length());
      if (!other.equals(name)) {
        found.add(looked(other, lease, now));
      }
    }
    others = List.copyOf(found);
  }

  /// One that is seen for the first time may be long gone, so it has to be seen again, unless its
  /// lease is good by this clock too.
  private Other looked(String other, Lease lease, long now) {
    Lease unsaid = new Lease(lease.name(), lease.holder(), lease.fence(), lease.expires());
    Optional<SeenLease> before = Optional.ofNullable(seen.get(other));
    SeenLease looked =
        before.map(it -> it.looked(unsaid, now)).orElseGet(() -> SeenLease.at(unsaid, now));
    seen.put(other, looked);
    boolean isGivenUp = SeenLease.isGivenUp(lease);
    boolean isOver = isGivenUp || looked.isUnchangedFor(LENGTH);
    boolean isRenewed = before.filter(it -> !it.lease().equals(unsaid)).isPresent();
    boolean wasThere = find(other).filter(it -> it.isThere() && !it.isOver()).isPresent();
    boolean isThere = !isOver && (wasThere || isRenewed || lease.isHeldAt(clocks.wall().instant()));
    return new Other(other, lease, HostNote.parse(lease.note()), isOver, isThere);
  }

  /// Takes the lease of a host that is gone, so that it knows when it wakes up.
  ///
  /// @return whether its runs may be given to others; not when it was renewed after all
  boolean replaces(String gone) {
    Optional<Other> known = find(gone);
    if (known.isEmpty() || SeenLease.isGivenUp(known.get().lease())) {
      return true;
    }
    if (!known.get().isOver()) {
      return false;
    }
    // What was renewed since it was seen expires later, and is not taken.
    Lease lease = known.get().lease();
    Optional<Lease> taken = leases.take(lease.name(), name, LENGTH, lease.expires());
    if (taken.isPresent()) {
      LOG.log(Level.WARNING, "host {0} is gone; its runs go on at others", gone);
      leases.giveUp(taken.get().asFence());
    }
    return taken.isPresent();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  /// Lets others know at once that this host needs its lease no more.
  void giveUp() {
    Optional<Lease> mine = held;
    held = Optional.empty();
    mine.ifPresent(lease -> leases.giveUp(lease.asFence()));
  }
}
