package io.dagwerk.examples.flights;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;

/// How `raw_flights` is loaded. Text, default and bounds are shown where a run is configured.
record LoadSettings(@Doc("Most flights to load of a day") @Default("1000000") int limit) {
  LoadSettings {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, but is " + limit);
    }
  }
}
