package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every Java file is as google-java-format writes it.
///
/// This is a test and not a Maven plugin because the formatter parses with the compiler of the
/// virtual machine it runs in: Maven may run on JDK 17, the tests always run on JDK 25.
class FormatTest {
  private static final boolean UPDATE = Boolean.getBoolean("format.update");

  @Test
  void everyJavaFileIsFormatted() throws IOException {
    List<Path> wrong = new ArrayList<>();
    int seen = 0;
    for (Path file : javaFiles()) {
      seen++;
      String before = Files.readString(file);
      String after = format(file, before);
      if (!before.equals(after)) {
        wrong.add(file);
        if (UPDATE) {
          Files.writeString(file, after);
        }
      }
    }

    assertThat(seen).isPositive();
    if (!UPDATE) {
      assertThat(wrong)
          .as("not formatted; `mvn -B test -Dtest=FormatTest -Dformat.update=true` rewrites them")
          .isEmpty();
    }
  }

  private static String format(Path file, String source) {
    try {
      var options = JavaFormatterOptions.defaultOptions();
      String imports = ImportOrderer.reorderImports(source, options.style());
      return new Formatter(options).formatSource(RemoveUnusedImports.removeUnusedImports(imports));
    } catch (FormatterException e) {
      throw new AssertionError(file + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> javaFiles() throws IOException {
    try (var files = Files.walk(Path.of("src"))) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
  }
}
