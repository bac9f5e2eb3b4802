package io.dagwerk.plan;

import io.dagwerk.model.InputSource;
import io.dagwerk.model.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a plan of assets must look like, found by looking at everything again and again.
///
/// Days are numbers from 0; an asset without partitions has the day -1.
final class PlannerOracle {
  private PlannerOracle() {}

  /// How an asset reads another.
  enum Reads {
    SAME,
    PREVIOUS,
    EVERY
  }

  /// An asset of a generated location.
  record Made(String name, boolean isDaily, Map<String, Reads> upstream) {}

  /// A generated request.
  record Asked(List<Made> assets, Set<String> selected, Set<Integer> days, Set<String> stored) {}

  static String value(String asset, int day) {
    return day < 0 ? asset : "%s[2001-01-%02d]".formatted(asset, day + 1);
  }

  /// What each step reads, by its key; empty when the plan must be refused.
  static Map<String, Set<String>> expected(Asked asked, int lastDay) {
    Map<String, Set<String>> steps = new TreeMap<>();
    for (Made asset : asked.assets()) {
      if (asked.selected().contains(asset.name())) {
        for (int day : asset.isDaily() ? asked.days() : Set.of(-1)) {
          steps.put(value(asset.name(), day), new TreeSet<>());
        }
      }
    }
    Set<String> there = new HashSet<>(asked.stored());
    there.addAll(steps.keySet());
    for (Made asset : asked.assets()) {
      for (int day : asset.isDaily() ? asked.days() : Set.of(-1)) {
        Set<String> reads = steps.get(value(asset.name(), day));
        if (reads != null && !addReads(asked, asset, day, lastDay, there, reads)) {
          return Map.of();
        }
      }
    }
    return steps;
  }

  private static boolean addReads(
      Asked asked, Made asset, int day, int lastDay, Set<String> there, Set<String> reads) {
    for (Map.Entry<String, Reads> upstream : asset.upstream().entrySet()) {
      boolean isDaily =
          asked.assets().stream()
              .anyMatch(each -> each.name().equals(upstream.getKey()) && each.isDaily());
      List<String> needed = new ArrayList<>();
      switch (upstream.getValue()) {
        case SAME -> needed.add(value(upstream.getKey(), isDaily ? day : -1));
        case PREVIOUS -> {
          if (day > 0) {
            needed.add(value(upstream.getKey(), day - 1));
          }
        }
        case EVERY -> {
          for (int each = 0; each <= lastDay; each++) {
            String value = value(upstream.getKey(), each);
            if (there.contains(value)) {
              needed.add(value);
            }
          }
          if (needed.isEmpty()) {
            return false;
          }
        }
      }
      if (!there.containsAll(needed)) {
        return false;
      }
      reads.addAll(needed);
    }
    return true;
  }

  /// What is wrong with a plan; empty when nothing is.
  static List<String> judge(Plan plan, Map<String, Set<String>> expected) {
    List<String> wrong = new ArrayList<>();
    Map<String, Set<String>> actual = new LinkedHashMap<>();
    Set<String> earlier = new HashSet<>();
    for (Plan.Step step : plan.steps().values()) {
      Set<String> reads = new TreeSet<>();
      step.inputs().values().stream()
          .flatMap(InputSource::leaves)
          .forEach(leaf -> {
            switch (leaf) {
              case InputSource.FromStep(var from, _) -> {
                reads.add(from.toString());
                if (!earlier.contains(from.toString())) {
                  wrong.add(step.key() + " comes before " + from);
                }
              }
              case InputSource.FromStore(var address) -> {
                reads.add(address.toString());
                if (expected.containsKey(address.toString())) {
                  wrong.add(step.key() + " reads an old value of " + address);
                }
              }
              case InputSource.Absent _ -> {}
              case InputSource.Element _,
                  InputSource.Collected _,
                  InputSource.External _,
                  InputSource.FanIn _,
                  InputSource.FromPartitions _ ->
                  wrong.add("unexpected " + leaf);
            }
          });
      actual.put(step.key().toString(), reads);
      earlier.add(step.key().toString());
    }
    if (!new TreeMap<>(actual).equals(expected)) {
      wrong.add("expected %s, but found %s".formatted(expected, new TreeMap<>(actual)));
    }
    return wrong;
  }
}
