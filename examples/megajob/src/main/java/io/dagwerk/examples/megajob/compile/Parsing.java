package io.dagwerk.examples.megajob.compile;

import io.dagwerk.config.Binding;
import io.dagwerk.config.ConfigType;
import io.dagwerk.config.Environment;
import io.dagwerk.cron.Cron;
import io.dagwerk.documents.Documents;
import io.dagwerk.documents.InvalidDocument;
import io.dagwerk.documents.LocatedDocument;
import io.dagwerk.documents.Position;
import io.dagwerk.examples.megajob.descriptor.CompanySettings;
import io.dagwerk.examples.megajob.descriptor.Origin;
import io.dagwerk.examples.megajob.descriptor.Problem;
import io.dagwerk.examples.megajob.descriptor.SourceFile;
import io.dagwerk.examples.megajob.descriptor.Timing;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The first pass: texts become trees that know where they are written, each with the defaults of
/// the folders around it.
final class Parsing {
  private final List<LocatedDocument> descriptors = new ArrayList<>();
  private final Map<String, LocatedDocument> defaults = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private Optional<LocatedDocument> company = Optional.empty();
  private boolean allRead = true;

  private Parsing() {}

  /// What was read.
  ///
  /// @param descriptors by file name
  /// @param isComplete whether every file could be read, so that what is missing really is
  record Parsed(
      CompanySettings settings,
      List<Origin> descriptors,
      boolean isComplete,
      List<Problem> problems) {}

  /// @param files in any order
  static Parsed parse(List<SourceFile> files) {
    Parsing parsing = new Parsing();
    files.stream().sorted(Comparator.comparing(SourceFile::name)).forEach(parsing::read);
    CompanySettings settings = parsing.settings();
    List<Origin> origins = parsing.descriptors.stream().map(parsing::origin).toList();
    return new Parsed(settings, origins, parsing.allRead, parsing.problems);
  }

  private void read(SourceFile file) {
    if (file.fault().isPresent()) {
      allRead = false;
      problems.add(new Problem(file.name(), Position.START, "", file.fault().get()));
      return;
    }
    LocatedDocument document;
    try {
      document = Documents.locate(file.text(), file.name());
    } catch (InvalidDocument e) {
      allRead = false;
      problems.add(new Problem(file.name(), e.position(), "", e.reason()));
      return;
    }
    if (file.isCompany()) {
      company = Optional.of(document);
    } else if (file.isDefaults()) {
      readDefaults(file, document);
    } else {
      descriptors.add(document);
    }
  }

  private void readDefaults(SourceFile file, LocatedDocument document) {
    Origin origin = new Origin(List.of(document));
    if (!(document.tree() instanceof ConfigTree.Entries(var entries))) {
      problems.add(origin.problem(ConfigPath.ROOT, "expected a map of defaults"));
      return;
    }
    if (entries.containsKey("name")) {
      problems.add(
          origin.problemOfKey(
              ConfigPath.of("name"), "a name belongs to one job; move it to its descriptor"));
    }
    LocatedDocument other = defaults.putIfAbsent(file.folder(), document);
    if (other != null) {
      problems.add(
          origin.problem(
              ConfigPath.ROOT,
              "'%s' has the defaults of this folder already; merge them".formatted(other.name())));
    }
  }

  private CompanySettings settings() {
    ConfigType<CompanySettings> type = ConfigType.of(CompanySettings.class);
    if (company.isEmpty()) {
      return type.bind(ConfigTree.empty(), Environment.empty()).get();
    }
    Binding<CompanySettings> bound = type.bind(company.get().tree(), Environment.empty());
    Origin origin = new Origin(List.of(company.get()));
    if (bound instanceof Binding.Bound<CompanySettings>(CompanySettings settings, _)) {
      checkRhythms(settings, origin);
      return settings;
    }
    bound.problems().forEach(found -> problems.add(origin.problem(found)));
    allRead = false;
    return type.bind(ConfigTree.empty(), Environment.empty()).get();
  }

  private void checkRhythms(CompanySettings settings, Origin origin) {
    for (Timing.Rhythm rhythm : Timing.Rhythm.values()) {
      Cron.problemsOf(settings.rhythms().of(rhythm))
          .forEach(problem ->
              problems.add(origin.problem(ConfigPath.of("rhythms", rhythm.jobName()), problem)));
    }
  }

  private Origin origin(LocatedDocument descriptor) {
    List<LocatedDocument> documents = new ArrayList<>();
    documents.add(descriptor);
    String folder = SourceFile.folderOf(descriptor.name());
    while (true) {
      Optional.ofNullable(defaults.get(folder)).ifPresent(documents::add);
      if (folder.isEmpty()) {
        return new Origin(documents);
      }
      folder = SourceFile.folderOf(folder);
    }
  }
}
