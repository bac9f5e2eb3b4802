package io.dagwerk.daemon;

import java.util.List;

/// What came of reading the settings of a working host again. Locations are named.
///
/// @param added are being loaded
/// @param removed get no more runs; those that they have go on
/// @param changed are being loaded from where they are now; the old is served until that is ready
/// @param unchanged are left alone
/// @param needRestart other settings that changed, which take effect when the host is started again
public record ReloadedSettings(
    List<String> added,
    List<String> removed,
    List<String> changed,
    List<String> unchanged,
    List<String> needRestart) {
  public ReloadedSettings {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    changed = List.copyOf(changed);
    unchanged = List.copyOf(unchanged);
    needRestart = List.copyOf(needRestart);
  }
}
