package io.dagwerk.daemon;

import io.dagwerk.automation.queue.HostRoom;
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.protocol.RunHostAddress;
import io.dagwerk.protocol.TlsTrust;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What a host says of itself to the others of its database. Immutable.
///
/// @param most how many runs it takes that have a process of their own
/// @param mostShared how many of the others
/// @param locations whose runs it can start now
/// @param machine what numbers its processes, as [ProcessIdentity] says it; empty where no worker
///   of another host is to come to it on its own machine
/// @param here where workers of its machine reach it
/// @param elsewhere where others do
record HostNote(
    int most,
    int mostShared,
    List<String> locations,
    String machine,
    Optional<RunHostAddress> here,
    Optional<RunHostAddress> elsewhere) {
  /// One that takes no run and no worker of another host.
  static final HostNote CLOSED =
      new HostNote(0, 0, List.of(), "", Optional.empty(), Optional.empty());

  HostNote {
    locations = List.copyOf(locations);
  }

  boolean isClosed() {
    return here.isEmpty() && elsewhere.isEmpty();
  }

  HostRoom room(String name) {
    return new HostRoom(name, most, mostShared, locations);
  }

  /// Where a worker reaches it.
  ///
  /// @param process of the worker
  Optional<RunHostAddress> address(Optional<ProcessIdentity> process) {
    boolean isHere = process.map(ProcessIdentity::machine).filter(machine::equals).isPresent();
    return isHere ? here.or(() -> elsewhere) : elsewhere;
  }

  /// As lines that [#parse] reads. What a later version says beside is passed over.
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("most " + most);
    lines.add("mostShared " + mostShared);
    locations.forEach(name -> lines.add("location " + name));
    lines.add("machine " + machine);
    here.ifPresent(it -> lines.add("here " + words(it)));
    elsewhere.ifPresent(it -> lines.add("elsewhere " + words(it)));
    return String.join("\n", lines);
  }

  private static String words(RunHostAddress address) {
    String trust =
        switch (address.tls()) {
          case Optional<TlsTrust> none when none.isEmpty() -> "";
          case Optional<TlsTrust> tls ->
              switch (tls.orElseThrow()) {
                case TlsTrust.OfSystem() -> " tls";
                case TlsTrust.OfAuthorities(String certificates) ->
                    " tls "
                        + Base64.getEncoder()
                            .encodeToString(certificates.getBytes(StandardCharsets.US_ASCII));
              };
        };
    return address.target() + trust;
  }

  static HostNote parse(String text) {
    HostNote note = CLOSED;
    List<String> locations = new ArrayList<>();
    for (String line : text.lines().toList()) {
      int space = line.indexOf(' ');
      String name = space < 0 ? line : line.substring(0, space);
      String said = space < 0 ? "" : line.substring(space + 1);
      switch (name) {
        case "location" -> locations.add(said);
        case "most" -> note = note.most(number(said), note.mostShared);
        case "mostShared" -> note = note.most(note.most, number(said));
        case "machine" -> note = note.at(said, note.here, note.elsewhere);
        case "here" -> note = note.at(note.machine, Optional.of(address(said)), note.elsewhere);
        case "elsewhere" -> note = note.at(note.machine, note.here, Optional.of(address(said)));
        default -> {}
      }
    }
    return note.serving(locations);
  }

  private static int number(String said) {
    return said.matches("[0-9]{1,9}") ? Integer.parseInt(said) : 0;
  }

  private static RunHostAddress address(String said) {
    String[] words = said.split(" ", 3);
    Optional<TlsTrust> trust =
        switch (words.length) {
          case 1 -> Optional.empty();
          case 2 -> Optional.of(new TlsTrust.OfSystem());
          default ->
              Optional.of(
                  new TlsTrust.OfAuthorities(
                      new String(Base64.getDecoder().decode(words[2]), StandardCharsets.US_ASCII)));
        };
    return new RunHostAddress(words[0], trust);
  }

  private HostNote most(int runs, int shared) {
    return new HostNote(runs, shared, locations, machine, here, elsewhere);
  }

  private HostNote at(String where, Optional<RunHostAddress> near, Optional<RunHostAddress> far) {
    return new HostNote(most, mostShared, locations, where, near, far);
  }

  private HostNote serving(List<String> names) {
    return new HostNote(most, mostShared, names, machine, here, elsewhere);
  }
}
