package io.dagwerk.protocol;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.protocol.v1.ConfigProto;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Config documents as bytes, and back.
public final class ConfigCodec {
  private ConfigCodec() {}

  public static byte[] encode(ConfigTree tree) {
    return toMessage(tree).toByteArray();
  }

  /// @throws UnreadableMessage when the bytes are no document
  public static ConfigTree decode(byte[] bytes) {
    return Messages.read(
        bytes, "ConfigTree", ConfigProto.ConfigTree.parser(), ConfigCodec::fromMessage);
  }

  static ConfigProto.ConfigTree toMessage(ConfigTree tree) {
    ConfigProto.ConfigTree.Builder message = ConfigProto.ConfigTree.newBuilder();
    switch (tree) {
      case ConfigTree.Nothing _ ->
          message.setNothing(ConfigProto.ConfigTree.Nothing.getDefaultInstance());
      case ConfigTree.Truth(boolean value) -> message.setTruth(value);
      case ConfigTree.Whole(BigInteger value) -> message.setWhole(value.toString());
      case ConfigTree.Decimal(BigDecimal value) -> message.setDecimal(value.toString());
      case ConfigTree.Text(String value) -> message.setText(value);
      case ConfigTree.Items(var items) -> {
        var all = ConfigProto.ConfigTree.Items.newBuilder();
        items.forEach(item -> all.addItems(toMessage(item)));
        message.setItems(all);
      }
      case ConfigTree.Entries(var entries) -> {
        var all = ConfigProto.ConfigTree.Entries.newBuilder();
        entries.forEach((name, value) ->
            all.addEntries(
                ConfigProto.ConfigTree.Entry.newBuilder()
                    .setName(name)
                    .setValue(toMessage(value))));
        message.setEntries(all);
      }
    }
    return message.build();
  }

  static ConfigTree fromMessage(ConfigProto.ConfigTree message) {
    return switch (message.getKindCase()) {
      case NOTHING -> ConfigTree.nothing();
      case TRUTH -> new ConfigTree.Truth(message.getTruth());
      case WHOLE -> new ConfigTree.Whole(new BigInteger(message.getWhole()));
      case DECIMAL -> new ConfigTree.Decimal(new BigDecimal(message.getDecimal()));
      case TEXT -> new ConfigTree.Text(message.getText());
      case ITEMS ->
          new ConfigTree.Items(
              CommonCodec.all(message.getItems().getItemsList(), ConfigCodec::fromMessage));
      case ENTRIES -> {
        SequencedMap<String, ConfigTree> entries = new LinkedHashMap<>();
        message
            .getEntries()
            .getEntriesList()
            .forEach(entry -> entries.put(entry.getName(), fromMessage(entry.getValue())));
        yield new ConfigTree.Entries(entries);
      }
      case KIND_NOT_SET -> throw UnreadableMessage.ofKind("ConfigTree");
    };
  }
}
