package io.dagwerk.fingerprint.internal;

import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What the numbers in a compiled switch over an enum stand for.
///
/// @param type the enum
/// @param constants the constant behind each number
record SwitchMap(String type, SequencedMap<Integer, String> constants) {

  /// Reads `$SwitchMap$...[CONSTANT.ordinal()] = number` from the initialiser that javac writes.
  static SwitchMap read(Instructions code, String field) {
    SequencedMap<Integer, String> constants = new LinkedHashMap<>();
    String type = "";
    for (int i = 0; i + 4 < code.size(); i++) {
      if (code.list().get(i) instanceof FieldInstruction map
          && map.opcode() == Opcode.GETSTATIC
          && map.name().equalsString(field)
          && code.list().get(i + 1) instanceof FieldInstruction constant
          && code.list().get(i + 3) instanceof ConstantInstruction number
          && number.constantValue() instanceof Integer value) {
        type = constant.owner().asInternalName();
        constants.put(value, constant.name().stringValue());
      }
    }
    if (type.isEmpty()) {
      throw new Unfathomable("the switch map " + field + " is not as javac writes it");
    }
    return new SwitchMap(type, constants);
  }
}
