package io.dagwerk.protocol;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The rule of what breaks those who speak the saved protocol: something they use is gone, or means
/// another thing. Pure.
///
/// A removed field is no break when its number is reserved, and a removed constant likewise.
final class ProtocolBreaks {
  private ProtocolBreaks() {}

  static List<String> between(FileDescriptorSet saved, FileDescriptorSet now) {
    SequencedMap<String, String> before = facts(saved);
    SequencedMap<String, String> after = facts(now);
    List<String> breaks = new ArrayList<>();
    before.forEach((place, meaning) -> {
      String found = after.get(place);
      if (found == null) {
        breaks.add("%s was %s, and is gone".formatted(place, meaning));
      } else if (!found.equals(meaning) && !found.equals("reserved")) {
        breaks.add("%s was %s, and is %s".formatted(place, meaning, found));
      }
    });
    return breaks;
  }

  /// What is said that was not saved.
  static List<String> additions(FileDescriptorSet saved, FileDescriptorSet now) {
    List<String> added = new ArrayList<>(facts(now).keySet());
    added.removeAll(facts(saved).keySet());
    return added;
  }

  /// What each place of the protocol means to those who speak it.
  private static SequencedMap<String, String> facts(FileDescriptorSet set) {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    for (FileDescriptorProto file : set.getFileList()) {
      if (file.getPackage().startsWith("dagwerk.")) {
        String scope = file.getPackage();
        file.getMessageTypeList().forEach(type -> add(scope, type, facts));
        file.getEnumTypeList().forEach(type -> add(scope, type, facts));
        file.getServiceList()
            .forEach(service ->
                service
                    .getMethodList()
                    .forEach(method ->
                        facts.put(
                            scope + "." + service.getName() + "/" + method.getName(),
                            meaning(method))));
      }
    }
    return facts;
  }

  private static void add(String scope, DescriptorProto type, SequencedMap<String, String> facts) {
    String name = scope + "." + type.getName();
    facts.put(name, "a message");
    type.getFieldList()
        .forEach(field -> facts.put(name + " field " + field.getNumber(), meaning(type, field)));
    type.getReservedRangeList()
        .forEach(range -> {
          for (int number = range.getStart(); number < range.getEnd(); number++) {
            facts.put(name + " field " + number, "reserved");
          }
        });
    type.getNestedTypeList().forEach(inner -> add(name, inner, facts));
    type.getEnumTypeList().forEach(inner -> add(name, inner, facts));
  }

  private static void add(
      String scope, EnumDescriptorProto type, SequencedMap<String, String> facts) {
    String name = scope + "." + type.getName();
    type.getValueList()
        .forEach(value ->
            facts.put(name + " constant " + value.getNumber(), "'" + value.getName() + "'"));
    type.getReservedRangeList()
        .forEach(range -> {
          for (int number = range.getStart(); number <= range.getEnd(); number++) {
            facts.put(name + " constant " + number, "reserved");
          }
        });
  }

  private static String meaning(DescriptorProto type, FieldDescriptorProto field) {
    boolean inOneof = field.hasOneofIndex() && !field.getProto3Optional();
    return "'%s' of %s%s%s%s"
        .formatted(
            field.getName(),
            field.getType() + (field.hasTypeName() ? " " + field.getTypeName() : ""),
            field.getLabel() == FieldDescriptorProto.Label.LABEL_REPEATED ? ", repeated" : "",
            field.getProto3Optional() ? ", optional" : "",
            inOneof ? ", of " + type.getOneofDecl(field.getOneofIndex()).getName() : "");
  }

  private static String meaning(MethodDescriptorProto method) {
    return "%s%s to %s%s"
        .formatted(
            method.getClientStreaming() ? "stream " : "",
            method.getInputType(),
            method.getServerStreaming() ? "stream " : "",
            method.getOutputType());
  }
}
