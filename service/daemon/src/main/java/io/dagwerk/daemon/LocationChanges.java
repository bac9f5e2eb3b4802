package io.dagwerk.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/// The rule of what differs between two settings of locations. Pure.
///
/// @param added those that were not there before
/// @param removed the names of those that are not there any more
/// @param changed those that are somewhere else, or otherwise served
/// @param unchanged the names of those that are as before
record LocationChanges(
    List<LocationSettings> added,
    List<String> removed,
    List<LocationSettings> changed,
    List<String> unchanged) {
  /// @param before by name
  /// @param after by name
  static LocationChanges between(
      SequencedMap<String, LocationSettings> before, SequencedMap<String, LocationSettings> after) {
    List<LocationSettings> added = new ArrayList<>();
    List<LocationSettings> changed = new ArrayList<>();
    List<String> unchanged = new ArrayList<>();
    after.forEach((name, location) -> {
      if (!before.containsKey(name)) {
        added.add(location);
      } else if (location.equals(before.get(name))) {
        unchanged.add(name);
      } else {
        changed.add(location);
      }
    });
    List<String> removed =
        before.keySet().stream().filter(name -> !after.containsKey(name)).toList();
    return new LocationChanges(added, removed, changed, unchanged);
  }

  /// With what else changed.
  ReloadedSettings told(List<String> needRestart) {
    return new ReloadedSettings(
        added.stream().map(LocationSettings::name).toList(),
        removed,
        changed.stream().map(LocationSettings::name).toList(),
        unchanged,
        needRestart);
  }
}
