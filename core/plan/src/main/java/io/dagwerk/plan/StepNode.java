package io.dagwerk.plan;

import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One step of a run, or a template that its fan-out has not made into steps yet.
///
/// Has the order in which ready steps start: priority, plan order, order of elements. Confined to
/// the thread that owns its [StepGraph].
final class StepNode implements Comparable<StepNode> {
  private final Plan.Step step;
  private final StepKey key;
  private final Optional<Plan.Reuse> reuse;
  private final int place;
  private final int sequence;
  private final List<StepNode> dependents = new ArrayList<>(2);
  private final List<StepNode> branches = new ArrayList<>(0);
  private StepState state = new StepState.Pending();
  private List<String> mappingKeys = List.of();
  private int unmet;
  private Optional<StepKey> blame = Optional.empty();

  /// @param reuse stored outputs that stand in for this very step
  /// @param place the place of its step in the plan
  /// @param sequence distinct, and higher for later elements of a fan-out
  StepNode(Plan.Step step, StepKey key, Optional<Plan.Reuse> reuse, int place, int sequence) {
    this.step = step;
    this.key = key;
    this.reuse = reuse;
    this.place = place;
    this.sequence = sequence;
  }

  Plan.Step step() {
    return step;
  }

  StepKey key() {
    return key;
  }

  Optional<Plan.Reuse> reuse() {
    return reuse;
  }

  int place() {
    return place;
  }

  StepState state() {
    return state;
  }

  void state(StepState next) {
    state = next;
  }

  boolean isTemplate() {
    return scope() > 0 && key.keys().size() < scope();
  }

  /// How many fan-outs are around it.
  int scope() {
    return step.fanOuts().size();
  }

  boolean emitted(String output) {
    return state.emitted().contains(output);
  }

  /// What waits for it.
  List<StepNode> dependents() {
    return dependents;
  }

  /// What a template became.
  List<StepNode> branches() {
    return branches;
  }

  /// The keys of the elements that the running attempt of a fan-out gave.
  List<String> mappingKeys() {
    return mappingKeys;
  }

  void mappingKeys(List<String> keys) {
    mappingKeys = keys;
  }

  void waitFor(StepNode upstream) {
    unmet++;
    upstream.dependents.add(this);
  }

  void met() {
    unmet--;
  }

  boolean isMet() {
    return unmet == 0;
  }

  /// The step because of which this one can never run.
  Optional<StepKey> blame() {
    return blame;
  }

  /// The first to be blamed stays it.
  void blame(StepKey cause) {
    if (blame.isEmpty()) {
      blame = Optional.of(cause);
    }
  }

  @Override
  public int compareTo(StepNode other) {
    int order = Integer.compare(other.step.options().priority(), step.options().priority());
    if (order == 0) {
      order = Integer.compare(place, other.place);
    }
    return order == 0 ? Integer.compare(sequence, other.sequence) : order;
  }

  @Override
  public String toString() {
    return key + " " + state;
  }
}
