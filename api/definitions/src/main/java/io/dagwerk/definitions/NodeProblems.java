package io.dagwerk.definitions;

import io.dagwerk.definitions.StepSettings.AttachedHook;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rule that finds what is wrong with one asset, bundle, check, op or fan-out by itself.
final class NodeProblems {
  private final Findings findings;
  private final String where;

  NodeProblems(Findings findings, String where) {
    this.findings = findings;
    this.where = where;
  }

  <N extends Handle & Node> void check(N node) {
    InputProblems inputs = new InputProblems(findings, where, node);
    inputs.check(node.compute());
    node.settings().after().forEach(inputs::checkOrder);
    checkHooks(node.settings().hooks());
    checkOutputs(node);
    checkRange(node);
    checkKeeper(node);
  }

  /// A function that stores by itself leaves nothing to an IO manager.
  private void checkKeeper(Node node) {
    Optional<? extends Resource<?>> idle =
        switch (node) {
          case Asset<?> asset when !asset.isStored() -> asset.asset().io();
          case Op<?> op when op.type().raw() == Void.class -> op.io();
          case Asset<?> _, Op<?> _, Bundle<?> _, Check _, FanOut<?> _ -> Optional.empty();
        };
    idle.ifPresent(io ->
        findings.add(
            where,
            "%s is stored by %s, but its function returns no value; return one with by(...), name"
                .concat(" the IO manager at an output, or leave storedBy(...) out")
                .formatted(node, io)));
  }

  /// A range is one step with many partitions, and a plain value has one address.
  private void checkRange(Node node) {
    boolean readsRange =
        node.compute().inputs().stream()
            .anyMatch(input ->
                input instanceof Input.Fact<?> fact
                    && fact.kind() == Input.Fact.Kind.PARTITION_RANGE);
    boolean stores =
        switch (node) {
          case Asset<?> asset -> asset.isStored();
          case Bundle<?> bundle -> bundle.parts().stream().anyMatch(Asset::isStored);
          case Check _, FanOut<?> _, Op<?> _ -> false;
        };
    if (readsRange && stores) {
      findings.add(
          where,
          "%s makes a whole range at once, but returns one value; store the partitions in the"
              .concat(" function and define it with doing(...) or reporting(...)")
              .formatted(node));
    }
  }

  private <N extends Handle & Node> void checkOutputs(N node) {
    Set<String> names = new HashSet<>();
    for (Output<?> output : node.outputs()) {
      findings.checkName(where, "%s of %s".formatted(output, node), output.name());
      if (!names.add(output.name())) {
        findings.add(where, "%s has %s twice; rename one of them".formatted(node, output));
      }
      findings.checkType(where, node, output.type());
      output.io().ifPresent(io -> findings.checkDefined(where, node, io));
    }
  }

  void checkHooks(List<AttachedHook> hooks) {
    for (AttachedHook attached : hooks) {
      Hook hook = attached.hook();
      findings.checkName(where, hook.toString(), hook.name());
      new InputProblems(findings, where, hook).check(hook.compute());
    }
  }
}
