package io.dagwerk.model;

import java.util.ArrayList;
import java.util.List;

/// What a step is known by in its run: the node it runs, and for a node that runs more than once
/// the partition or the keys of the fan-outs around it, outermost first: `clean.parse`,
/// `raw_flights[2001-01-31]`, `unpack[a][2]`.
///
/// @param node the name of the op, asset, bundle or check
/// @param keys the partition key, or one mapping key per fan-out around the node
public record StepKey(String node, List<String> keys) implements Comparable<StepKey> {
  public StepKey {
    keys = List.copyOf(keys);
  }

  public static StepKey of(String node) {
    return new StepKey(node, List.of());
  }

  /// This step's instance for one more key.
  public StepKey at(String key) {
    List<String> more = new ArrayList<>(keys);
    more.add(key);
    return new StepKey(node, more);
  }

  /// This node's instance for exactly these keys.
  public StepKey withKeys(List<String> other) {
    return new StepKey(node, other);
  }

  /// The key that [#toString] wrote.
  ///
  /// @throws IllegalArgumentException when the brackets do not match
  public static StepKey parse(String text) {
    int open = text.indexOf('[');
    if (open < 0) {
      return of(text);
    }
    if (!text.endsWith("]")) {
      throw new IllegalArgumentException(
          "expected a step key such as 'op[key]', but found '%s'; close its bracket"
              .formatted(text));
    }
    String inner = text.substring(open + 1, text.length() - 1);
    return new StepKey(text.substring(0, open), List.of(inner.split("]\\[", -1)));
  }

  @Override
  public int compareTo(StepKey other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return keys.isEmpty() ? node : node + "[" + String.join("][", keys) + "]";
  }
}
