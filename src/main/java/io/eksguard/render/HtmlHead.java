package io.eksguard.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/// The head of an HTML page, in which the page forbids itself to load or run anything but its own
/// style and script, by their digests.
///
/// @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
final class HtmlHead {
  private static final String STYLE = shipped("report.css");

  private HtmlHead() {}

  /// Writes it.
  ///
  /// @param title what the page is called
  /// @param script what the page may run
  static void write(Html html, String title, Optional<String> script) {
    html.open("head").line();
    html.empty("meta", "charset", "utf-8").line();
    html.empty(
            "meta",
            "http-equiv",
            "Content-Security-Policy",
            "content",
            "default-src 'none'; style-src '%s'; %sbase-uri 'none'; form-action 'none'"
                .formatted(
                    digest(STYLE),
                    script.map(run -> "script-src '%s'; ".formatted(digest(run))).orElse("")))
        .line();
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
    html.leaf("title", title).line();
    html.open("style").ours(STYLE).close().line();
    html.close().line();
  }

  /// The digest of part of a page, as its policy names it.
  private static String digest(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Part of a page that ships with the program.
  static String shipped(String name) {
    try (InputStream in = HtmlHead.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not packaged: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
