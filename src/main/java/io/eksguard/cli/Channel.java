package io.eksguard.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Somebody who is told of drift by a webhook.
///
/// @param kind what the other end understands
/// @param name what it is called in the history and in messages: kind, host, and a number if there
///   are several
/// @param address where to post to; a secret, but for its host
/// @param secret what messages are signed with
record Channel(Kind kind, String name, URI address, Optional<String> secret) {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

  /// The kinds there are.
  enum Kind {
    SLACK("--notify-slack"),
    TEAMS("--notify-teams"),
    WEBHOOK("--notify-webhook");

    private final String option;

    Kind(String option) {
      this.option = option;
    }

    /// The option that names one.
    String option() {
      return option;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The address that a text is; nothing if nothing may be posted there.
  static Optional<URI> address(String text) {
    try {
      var address = new URI(text);
      boolean named = address.getHost() != null && address.getUserInfo() == null;
      boolean safe =
          "https".equalsIgnoreCase(address.getScheme())
              || ("http".equalsIgnoreCase(address.getScheme()) && isLoopback(address));
      return named && safe ? Optional.of(address) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /// Whether it is this machine.
  static boolean isLoopback(URI address) {
    String host = address.getHost();
    return host != null && LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /// Its name, and nothing secret.
  @Override
  public String toString() {
    return name;
  }
}
