package io.dagwerk.fingerprint.internal;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The instructions of a method by position, without what only a debugger reads.
///
/// @param list the instructions
/// @param positions the instruction that each label stands before
/// @param handlers the exception table, in order
record Instructions(List<Instruction> list, Map<Label, Integer> positions, List<Handler> handlers) {

  /// A range of instructions whose exceptions go to a handler; an empty type catches everything.
  record Handler(int start, int end, int target, String type) {}

  static Instructions of(CodeModel code) {
    List<Instruction> list = new ArrayList<>();
    Map<Label, Integer> positions = new HashMap<>();
    List<ExceptionCatch> catches = new ArrayList<>();
    for (CodeElement element : code) {
      if (element instanceof Instruction instruction) {
        list.add(instruction);
      } else if (element instanceof LabelTarget target) {
        positions.put(target.label(), list.size());
      } else if (element instanceof ExceptionCatch exceptionCatch) {
        catches.add(exceptionCatch);
      }
    }
    List<Handler> handlers = new ArrayList<>();
    for (ExceptionCatch each : catches) {
      handlers.add(
          new Handler(
              position(positions, each.tryStart()),
              position(positions, each.tryEnd()),
              position(positions, each.handler()),
              each.catchType().map(ClassEntry::asInternalName).orElse("")));
    }
    return new Instructions(list, positions, handlers);
  }

  int size() {
    return list.size();
  }

  int position(Label label) {
    return position(positions, label);
  }

  /// Where the instruction at a position may jump to, besides going on.
  List<Integer> targets(int position) {
    return switch (list.get(position)) {
      case BranchInstruction branch -> List.of(position(branch.target()));
      case TableSwitchInstruction table -> targets(table.defaultTarget(), table.cases());
      case LookupSwitchInstruction lookup -> targets(lookup.defaultTarget(), lookup.cases());
      case Instruction other -> List.of();
    };
  }

  private List<Integer> targets(Label otherwise, List<SwitchCase> cases) {
    return Stream.concat(Stream.of(otherwise), cases.stream().map(SwitchCase::target))
        .map(this::position)
        .toList();
  }

  private static int position(Map<Label, Integer> positions, Label label) {
    Integer position = positions.get(label);
    if (position == null) {
      throw new IllegalArgumentException("a jump leads nowhere");
    }
    return position;
  }
}
