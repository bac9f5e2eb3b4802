package io.dagwerk.daemon;

import java.util.List;

/// Where the settings of a host are read again while it works. Thread-safe.
public interface SettingsSource {
  /// Of a host whose settings are nowhere to be read again.
  SettingsSource NONE =
      () -> {
        throw new Refused(
            "this server was started without a file of settings; start it by 'dagwerk server' to have them read again");
      };

  /// Reads them as they are now.
  ///
  /// @throws Refused with all that is wrong with them
  Reread read();

  /// What was read.
  ///
  /// @param withheld variables of the environment that the user's code is not to have
  /// @param needRestart the names of those that differ from what this host was started with, and do
  ///   not take effect before it is started again
  record Reread(List<LocationSettings> locations, List<String> withheld, List<String> needRestart) {
    public Reread {
      locations = List.copyOf(locations);
      withheld = List.copyOf(withheld);
      needRestart = List.copyOf(needRestart);
    }
  }
}
