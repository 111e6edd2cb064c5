package io.eksguard.config;

import io.eksguard.diag.Code;
import io.eksguard.diag.DidYouMean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Finds files and takes their text in.
final class SourceFiles {
  /// How large one file may be, in bytes.
  static final int MAX_BYTES = 4 * 1024 * 1024;

  private final Notes notes;

  SourceFiles(Notes notes) {
    this.notes = notes;
  }

  /// The texts of these files, and of the YAML files in these folders; each file once.
  List<SourceText> read(List<Path> paths) {
    Set<Path> seen = new HashSet<>();
    List<SourceText> texts = new ArrayList<>();
    for (Path path : paths) {
      for (Path file : filesOf(path)) {
        if (seen.add(identity(file))) {
          text(file).ifPresent(texts::add);
        }
      }
    }
    return texts;
  }

  /// What is the same for all ways to name a file, symbolic links included.
  private static Path identity(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException _) {
      // It is not there, or cannot be reached; that is told when it is read.
      return file.toAbsolutePath().normalize();
    }
  }

  private List<Path> filesOf(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> inside = Files.list(path)) {
      List<Path> files = inside.filter(SourceFiles::isYaml).sorted().toList();
      if (files.isEmpty()) {
        notes.error(
            Code.UNREADABLE_FILE,
            "The folder `" + path + "` has no `*.yaml` or `*.yml` file.",
            "Name a file, or a folder that has some; folders in it are not searched.");
      }
      return files;
    } catch (IOException | UncheckedIOException _) {
      unreadable(path);
      return List.of();
    }
  }

  private static boolean isYaml(Path file) {
    String name = String.valueOf(file.getFileName());
    return (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(file);
  }

  private Optional<SourceText> text(Path file) {
    if (!Files.exists(file)) {
      notes.error(Code.UNREADABLE_FILE, "There is no file `" + file + "`.", instead(file));
      return Optional.empty();
    }
    // One byte more than is allowed, and no more: it may be a pipe or a device without an end.
    try (InputStream in = Files.newInputStream(file)) {
      return decoded(file.toString(), in.readNBytes(MAX_BYTES + 1));
    } catch (IOException | UncheckedIOException _) {
      unreadable(file);
      return Optional.empty();
    }
  }

  private void unreadable(Path path) {
    notes.error(
        Code.UNREADABLE_FILE, "`" + path + "` cannot be read.", "Check that you may read it.");
  }

  private static String instead(Path file) {
    Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    String wanted = String.valueOf(file.getFileName());
    try (Stream<Path> beside = Files.list(folder)) {
      List<String> names =
          beside.filter(SourceFiles::isYaml).map(p -> String.valueOf(p.getFileName())).toList();
      return DidYouMean.among(names, wanted)
          .map(name -> "Did you mean `" + folder.resolve(name) + "`?")
          .orElse("Check the path.");
    } catch (IOException | UncheckedIOException _) {
      return "Check the path.";
    }
  }

  /// The text of these bytes, if they are UTF-8.
  private Optional<SourceText> decoded(String name, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return tooLarge(name);
    }
    ByteBuffer input = ByteBuffer.wrap(bytes);
    try {
      return checked(name, StandardCharsets.UTF_8.newDecoder().decode(input).toString());
    } catch (CharacterCodingException _) {
      // Decoding stops before the first wrong byte; what comes before it is the place.
      String before = new String(bytes, 0, input.position(), StandardCharsets.UTF_8);
      SourceText source = new SourceText(name, before.replace("\0", ""));
      notes.error(
          Code.NOT_YAML,
          Span.at(source, source.length()),
          "The file is not text in UTF-8.",
          "Save it as UTF-8; a binary file cannot be read.");
      return Optional.empty();
    }
  }

  /// The text, if it has only what may stand in YAML. One byte order mark at its start may.
  Optional<SourceText> checked(String name, String given) {
    if (given.length() > MAX_BYTES) {
      return tooLarge(name);
    }
    String text = given.startsWith("\uFEFF") ? given.substring(1) : given;
    SourceText source = new SourceText(name, text, text.length() < given.length());
    for (int i = 0; i < source.length(); i++) {
      if (!isAllowed(source.codePoint(i))) {
        notes.error(
            Code.NOT_YAML,
            Span.at(source, i),
            String.format("The character U+%04X cannot stand in YAML.", source.codePoint(i)),
            "Remove it, or save the file as plain text in UTF-8.");
        return Optional.empty();
      }
    }
    return Optional.of(source);
  }

  private Optional<SourceText> tooLarge(String name) {
    notes.error(
        Code.BEYOND_YAML_LIMITS,
        "`" + name + "` is larger than 4 MiB.",
        "Split it: several files are read as one.");
    return Optional.empty();
  }

  /// What YAML 1.2 calls printable, without the byte order mark.
  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0x7E)
        || c == 0x85
        || (c >= 0xA0 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF)
        || (c >= 0x10000 && c <= 0x10FFFF);
  }
}
