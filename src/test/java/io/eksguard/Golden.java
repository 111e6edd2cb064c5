package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Texts that are compared with a file of the test resources; `-Dgolden.update=true` rewrites them.
public final class Golden {
  private static final Path RESOURCES = Path.of("src/test/resources");

  private Golden() {}

  /// Compares.
  ///
  /// @param file such as `drift/kinds.txt`
  public static void check(String file, String text) throws IOException {
    Path golden = RESOURCES.resolve(file);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(golden.toAbsolutePath().getParent());
      Files.writeString(golden, text);
    }
    assertThat(text)
        .as("-Dgolden.update=true rewrites %s", golden)
        .isEqualTo(Files.readString(golden));
  }
}
