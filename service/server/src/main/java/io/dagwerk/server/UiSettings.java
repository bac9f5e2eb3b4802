package io.dagwerk.server;

import io.dagwerk.config.Doc;
import io.dagwerk.config.Name;
import io.dagwerk.graphql.Look;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// What the pages show beside what is known, and how.
public record UiSettings(
    @Doc(
            "Where source files are seen, such as https://host/team/repo/blob/main/{file}; {file} is what the tag 'file' of a job, op or asset says")
        Optional<String> sources,
    @Doc("How kinds of assets and ops look, by the name of the kind")
        Optional<SequencedMap<String, KindSettings>> kinds) {
  private static final String FILE = "{file}";

  /// @throws IllegalArgumentException when the address is none that a page may link to
  public UiSettings {
    sources
        .filter(address -> !isAddress(address))
        .ifPresent(address -> {
          throw new IllegalArgumentException(
              "sources is an address of http or https with {file} in it once, such as https://host/team/repo/blob/main/{file}, but found '%s'"
                  .formatted(address));
        });
  }

  private static boolean isAddress(String address) {
    int at = address.indexOf(FILE);
    if (at < 0 || address.indexOf(FILE, at + 1) >= 0) {
      return false;
    }
    try {
      URI uri = new URI(address.replace(FILE, "file"));
      boolean isWeb = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      int path = address.indexOf('/', address.indexOf("//") + 2);
      return isWeb && uri.getHost() != null && uri.getUserInfo() == null && path > 0 && at > path;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  Look look() {
    SequencedMap<String, Look.KindLook> looks = new LinkedHashMap<>();
    kinds.ifPresent(all -> all.forEach((kind, settings) -> looks.put(kind, settings.look())));
    return new Look(sources, looks);
  }

  /// How a kind looks.
  public record KindSettings(
      @Doc("The drawing before its name") Optional<KindIcon> icon,
      @Doc("Its colour") Optional<KindColor> color) {
    Look.KindLook look() {
      return new Look.KindLook(icon.map(Enum::name), color.map(Enum::name));
    }
  }

  /// The drawings that there are.
  public enum KindIcon {
    @Name("bolt")
    BOLT,
    @Name("chart")
    CHART,
    @Name("cloud")
    CLOUD,
    @Name("code")
    CODE,
    @Name("database")
    DATABASE,
    @Name("file")
    FILE,
    @Name("mail")
    MAIL,
    @Name("table")
    TABLE
  }

  /// The colours that there are, each of which can be read in either theme.
  public enum KindColor {
    @Name("blue")
    BLUE,
    @Name("gray")
    GRAY,
    @Name("green")
    GREEN,
    @Name("orange")
    ORANGE,
    @Name("red")
    RED
  }
}
