package io.dagwerk.selection;

import java.util.Arrays;
import java.util.BitSet;

/// The edges of a graph in one direction: those that leave node `i` lead to the targets from
/// `starts[i]` on, up to `starts[i + 1]`. Immutable.
final class Edges {
  private final int[] starts;
  private final int[] targets;

  private Edges(int[] starts, int[] targets) {
    this.starts = starts;
    this.targets = targets;
  }

  /// Pairs of nodes that become edges.
  static final class Builder {
    private final int nodes;
    private int[] from = new int[16];
    private int[] to = new int[16];
    private int count;

    Builder(int nodes) {
      this.nodes = nodes;
    }

    void add(int source, int target) {
      if (count == from.length) {
        from = Arrays.copyOf(from, count * 2);
        to = Arrays.copyOf(to, count * 2);
      }
      from[count] = source;
      to[count] = target;
      count++;
    }

    /// In the order in which they were added, by the node that they leave.
    Edges build() {
      int[] starts = new int[nodes + 1];
      for (int i = 0; i < count; i++) {
        starts[from[i] + 1]++;
      }
      for (int node = 0; node < nodes; node++) {
        starts[node + 1] += starts[node];
      }
      int[] next = Arrays.copyOf(starts, nodes);
      int[] targets = new int[count];
      for (int i = 0; i < count; i++) {
        targets[next[from[i]]++] = to[i];
      }
      return new Edges(starts, targets);
    }
  }

  /// These nodes, and those that so many edges lead to.
  BitSet reach(BitSet from, int layers) {
    BitSet reached = (BitSet) from.clone();
    int[] queue = new int[starts.length];
    int end = 0;
    for (int node = from.nextSetBit(0); node >= 0; node = from.nextSetBit(node + 1)) {
      queue[end++] = node;
    }
    int next = 0;
    for (int layer = 0; layer < layers && next < end; layer++) {
      for (int layerEnd = end; next < layerEnd; next++) {
        for (int edge = starts[queue[next]]; edge < starts[queue[next] + 1]; edge++) {
          if (!reached.get(targets[edge])) {
            reached.set(targets[edge]);
            queue[end++] = targets[edge];
          }
        }
      }
    }
    return reached;
  }

  /// Those of the nodes that no edge leaves.
  BitSet ends(BitSet nodes) {
    BitSet ends = new BitSet();
    for (int node = nodes.nextSetBit(0); node >= 0; node = nodes.nextSetBit(node + 1)) {
      if (starts[node] == starts[node + 1]) {
        ends.set(node);
      }
    }
    return ends;
  }
}
