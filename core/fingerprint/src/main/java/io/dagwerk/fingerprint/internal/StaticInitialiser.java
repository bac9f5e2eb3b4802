package io.dagwerk.fingerprint.internal;

import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A static initialiser, taken apart: what each field is initialised by, and the statements that
/// belong to no field alone. So a new constant does not concern who reads another one.
///
/// @param fields by name, the initialiser of each field that has one of its own
/// @param rest everything else, such as static blocks, in order
record StaticInitialiser(SequencedMap<String, Slice> fields, List<Body> rest) {

  /// The code of one field's initialiser.
  ///
  /// @param made the class whose constructor gave the value, if the initialiser ends with one
  record Slice(Body body, Optional<String> made) {}

  private record Range(int from, int to) {}

  static StaticInitialiser none() {
    return new StaticInitialiser(new LinkedHashMap<>(), List.of());
  }

  static StaticInitialiser of(ClassCode owner, Instructions code) {
    SequencedMap<String, List<Range>> byField = new LinkedHashMap<>();
    List<Range> others = new ArrayList<>();
    for (Range range : statements(code)) {
      Optional<String> field = initialised(owner, code, range);
      if (field.isPresent()) {
        byField.computeIfAbsent(field.get(), name -> new ArrayList<>()).add(range);
      } else if (range.to() - range.from() > 1
          || !(code.list().get(range.from()) instanceof ReturnInstruction)) {
        others.add(range);
      }
    }
    SequencedMap<String, Slice> fields = new LinkedHashMap<>();
    byField.forEach((field, ranges) -> {
      if (ranges.size() == 1) {
        Range range = ranges.getFirst();
        fields.put(field, new Slice(body(owner, code, range), made(code, range)));
      } else {
        others.addAll(ranges);
      }
    });
    return new StaticInitialiser(
        fields, others.stream().map(range -> body(owner, code, range)).toList());
  }

  /// Cuts where the operand stack is empty and no jump or exception range leads across.
  private static List<Range> statements(Instructions code) {
    int[] depth = StackDepth.of(code);
    boolean[] crossed = new boolean[code.size() + 1];
    for (int i = 0; i < code.size(); i++) {
      for (int target : code.targets(i)) {
        cross(crossed, Math.min(i, target), Math.max(i + 1, target));
      }
    }
    for (Instructions.Handler handler : code.handlers()) {
      int from = Math.min(handler.start(), handler.target());
      cross(crossed, from, Math.max(handler.end(), handler.target() + 1));
    }
    List<Range> statements = new ArrayList<>();
    int start = 0;
    for (int end = 1; end <= code.size(); end++) {
      if (end == code.size() || (depth[end] == 0 && !crossed[end])) {
        statements.add(new Range(start, end));
        start = end;
      }
    }
    return statements;
  }

  private static void cross(boolean[] crossed, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      crossed[i] = true;
    }
  }

  /// The field of the class itself that a statement does nothing but set.
  private static Optional<String> initialised(ClassCode owner, Instructions code, Range range) {
    Optional<String> field = Optional.empty();
    for (int i = range.from(); i < range.to(); i++) {
      Instruction instruction = code.list().get(i);
      if (usesVariables(instruction)) {
        return Optional.empty();
      }
      if (instruction instanceof FieldInstruction set && set.opcode() == Opcode.PUTSTATIC) {
        if (i < range.to() - 1 || !set.owner().asInternalName().equals(owner.name())) {
          return Optional.empty();
        }
        field = Optional.of(set.name().stringValue());
      }
    }
    return field;
  }

  private static boolean usesVariables(Instruction instruction) {
    return instruction instanceof LoadInstruction
        || instruction instanceof StoreInstruction
        || instruction instanceof IncrementInstruction;
  }

  private static Optional<String> made(Instructions code, Range range) {
    return range.to() - range.from() >= 2
            && code.list().get(range.to() - 2) instanceof InvokeInstruction call
            && call.name().equalsString("<init>")
        ? Optional.of(call.owner().asInternalName())
        : Optional.empty();
  }

  private static Body body(ClassCode owner, Instructions code, Range range) {
    SymbolWriter out = new SymbolWriter();
    new BodyWriter(owner, out).write(code, range.from(), range.to());
    return out.body();
  }
}
