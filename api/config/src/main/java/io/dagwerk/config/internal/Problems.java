package io.dagwerk.config.internal;

import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigProblem.Kind;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong, up to a number that somebody may still want to read.
public final class Problems {
  static final int MOST = 1_000;

  private final List<ConfigProblem> found = new ArrayList<>();
  private int count;

  /// Adds a problem; beyond the bound it is only counted.
  public void add(ConfigPath path, Kind kind, String message) {
    count++;
    if (found.size() < MOST) {
      found.add(new ConfigProblem(path, kind, message));
    }
  }

  /// How many were found.
  public int count() {
    return count;
  }

  /// What was found, with a last line on what was left out.
  public List<ConfigProblem> toList() {
    if (count == found.size()) {
      return List.copyOf(found);
    }
    List<ConfigProblem> all = new ArrayList<>(found);
    all.add(
        new ConfigProblem(
            ConfigPath.ROOT,
            Kind.WRONG_VALUE,
            "and %d more problems, which are not shown".formatted(count - found.size())));
    return List.copyOf(all);
  }
}
