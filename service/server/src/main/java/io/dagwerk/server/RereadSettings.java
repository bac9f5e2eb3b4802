package io.dagwerk.server;

import io.dagwerk.daemon.LocationSettings;
import io.dagwerk.daemon.Refused;
import io.dagwerk.daemon.SettingsSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// The settings of a server, which are read again while it works.
///
/// @param file reads them; throws [InvalidSettings] with what is wrong
/// @param started what the server was started with
/// @param located the locations that settings say
record RereadSettings(
    Supplier<Settings> file, Settings started, Function<Settings, List<LocationSettings>> located)
    implements SettingsSource {
  @Override
  public Reread read() {
    try {
      Settings now = file.get();
      requireHeard(now);
      return new Reread(located.apply(now), now.secretVariables(), needRestart(started, now));
    } catch (InvalidSettings e) {
      throw new Refused(String.valueOf(e.getMessage()).lines().toList());
    }
  }

  /// Workers of other machines are heard from the start on or not at all.
  private void requireHeard(Settings now) {
    if (started.runHost().isEmpty()) {
      List<String> far =
          Elsewhere.far(now.locations()).stream()
              .map(name ->
                  "locations.%s: its workers are on another machine, and this server hears none of those: it was started without 'runHost'; start it again"
                      .formatted(name))
              .toList();
      if (!far.isEmpty()) {
        throw new Refused(far);
      }
    }
  }

  /// The names of the settings beside the locations that differ.
  static List<String> needRestart(Settings before, Settings after) {
    List<String> differing = new ArrayList<>();
    BiConsumer<String, Function<Settings, Object>> look =
        (name, setting) -> {
          if (!Objects.equals(setting.apply(before), setting.apply(after))) {
            differing.add(name);
          }
        };
    look.accept("postgres", Settings::postgres);
    look.accept("runs", Settings::runs);
    look.accept("pools", Settings::pools);
    look.accept("logs", Settings::logs);
    look.accept("limits", Settings::limits);
    look.accept("runHost", Settings::runHost);
    look.accept("http", Settings::http);
    look.accept("ui", Settings::ui);
    return differing;
  }
}
