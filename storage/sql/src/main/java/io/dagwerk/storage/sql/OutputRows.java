package io.dagwerk.storage.sql;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.StoredOutput;
import io.dagwerk.spi.StoredWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Reads outputs, and the keys of assets as they are written in columns.
final class OutputRows {
  private OutputRows() {}

  static StoredOutput output(RunId run, ResultSet row) throws SQLException {
    StepKey step = StepKey.parse(Columns.text(row, "step"));
    String output = Columns.text(row, "output");
    Optional<AssetKey> asset = Columns.findText(row, "asset", OutputRows::assetKey);
    Optional<PartitionKey> partition = Columns.findText(row, "partition_key", PartitionKey::of);
    OutputAddress address =
        asset.isPresent()
            ? new OutputAddress.OfAsset(asset.get(), partition)
            : new OutputAddress.OfStep(run, step, output);
    return new StoredOutput(
        step,
        output,
        address,
        new StoredOutput.Keeper(Columns.text(row, "io_manager"), row.getBoolean("in_memory")),
        Columns.findText(row, "version", version -> version));
  }

  /// The work of a step with one of its outputs.
  static StoredWork work(RunId run, ResultSet row) throws SQLException {
    StoredOutput output = output(run, row);
    return new StoredWork(
        run,
        new StoredWork.Key(output.step(), output.version().orElseThrow()),
        Columns.lines(row, "emitted"),
        List.of(output),
        row.getString("mapping_keys") == null ? List.of() : Columns.lines(row, "mapping_keys"));
  }

  /// The key as it was written, whatever its parts consist of.
  static AssetKey assetKey(String text) {
    return new AssetKey(List.of(text.split("/", -1)));
  }
}
