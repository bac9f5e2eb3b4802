package plugin;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.StoreContext;
import io.dagwerk.model.OutputAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Keeps texts as files below a folder.
///
/// @param folder made when it is not there
public record TextFiles(Path folder) implements IoManager<String> {
  @Override
  public void store(StoreContext context, String value) throws IOException {
    Path file = file(context.address());
    Files.createDirectories(file.getParent());
    Path beside = Files.createTempFile(file.getParent(), "text", null);
    Files.writeString(beside, value);
    Files.move(
        beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    context.report("letters", value.length());
  }

  @Override
  public Object load(LoadContext context) throws IOException {
    Path file = file(context.address());
    if (!exists(context.address())) {
      throw context.missing(file.toString());
    }
    return Files.readString(file);
  }

  @Override
  public boolean exists(OutputAddress address) {
    return Files.exists(file(address));
  }

  private Path file(OutputAddress address) {
    return folder.resolve(address.path() + ".txt");
  }
}
