package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whom `drift` tells, by webhooks.
final class NotifyOptions {
  private static final String SECRET = "--notify-secret";
  private static final int WEEK = 7;

  @Option(
      names = "--notify-slack",
      paramLabel = "URL",
      description = {
        "Tell an incoming webhook of Slack what is new, came back, got worse or is resolved. The",
        "address is a secret: name it by env:NAME or file:PATH. May be given several times."
      })
  private List<String> slack = new ArrayList<>();

  @Option(
      names = "--notify-teams",
      paramLabel = "URL",
      description = "The same for a webhook of Workflows in Microsoft Teams.")
  private List<String> teams = new ArrayList<>();

  @Option(
      names = "--notify-webhook",
      paramLabel = "URL",
      description = {
        "The same as JSON for any webhook; `eksguard schema notification` describes it."
      })
  private List<String> webhooks = new ArrayList<>();

  @Option(
      names = SECRET,
      paramLabel = "SECRET",
      description = {
        "Sign what goes to --notify-webhook with HMAC-SHA256, in the header X-Eksguard-Signature.",
        "By env:NAME or file:PATH only."
      })
  private @Nullable String secret;

  @Option(
      names = "--notify-every",
      paramLabel = "N",
      description = {
        "Remind of what stays every N nights, and tell of what could not be read for N nights.",
        "Default: 7."
      })
  private int every = WEEK;

  /// What the options come to.
  ///
  /// @param channels whom to tell
  /// @param warnings what to tell whoever typed it
  /// @param errors why they cannot be meant
  record Chosen(List<Channel> channels, List<Diagnostic> warnings, List<Diagnostic> errors) {
    Chosen {
      channels = List.copyOf(channels);
      warnings = List.copyOf(warnings);
      errors = List.copyOf(errors);
    }
  }

  /// After how many nights to remind.
  int every() {
    return every;
  }

  /// Reads the secrets.
  Chosen choose(Ports ports) {
    List<Diagnostic> errors = new ArrayList<>();
    if (every < 1) {
      errors.add(
          Diagnostic.error(
                  Code.WRONG_USAGE, "`--notify-every` takes a number of nights, from 1 on.")
              .hint("Leave it out to be reminded every 7 nights."));
    }
    Optional<String> key = key(ports, errors);
    List<Diagnostic> warnings = new ArrayList<>();
    List<Channel> channels = new ArrayList<>();
    Map<String, Integer> numbers = new HashMap<>();
    for (Channel.Kind kind : Channel.Kind.values()) {
      for (String typed : typed(kind)) {
        switch (Secret.read(kind.option(), typed, ports)) {
          case Secret.Read.Refused(Diagnostic why) -> errors.add(why);
          case Secret.Read.Ok(String value, boolean visible) ->
              Channel.address(value)
                  .ifPresentOrElse(
                      address -> {
                        channels.add(channel(kind, address, key, numbers));
                        if (visible) {
                          warnings.add(visible(kind));
                        }
                      },
                      () -> errors.add(noAddress(kind)));
        }
      }
    }
    return new Chosen(channels, warnings, errors);
  }

  private List<String> typed(Channel.Kind kind) {
    return switch (kind) {
      case SLACK -> slack;
      case TEAMS -> teams;
      case WEBHOOK -> webhooks;
    };
  }

  private Optional<String> key(Ports ports, List<Diagnostic> errors) {
    if (secret == null) {
      return Optional.empty();
    }
    if (webhooks.isEmpty()) {
      errors.add(
          Diagnostic.error(
                  Code.WRONG_USAGE, "`%s` signs what goes to `--notify-webhook`.".formatted(SECRET))
              .hint("Name a webhook, too; Slack and Teams look at no signature."));
      return Optional.empty();
    }
    return switch (Secret.read(SECRET, secret, ports)) {
      case Secret.Read.Ok(String value, boolean visible) -> {
        if (visible) {
          errors.add(
              Diagnostic.error(
                      Code.WRONG_USAGE,
                      "`%s` does not take the secret itself: everybody could see it in the list of processes."
                          .formatted(SECRET))
                  .hint("Name it by `env:NAME` or `file:PATH`."));
          yield Optional.empty();
        }
        yield Optional.of(value);
      }
      case Secret.Read.Refused(Diagnostic why) -> {
        errors.add(why);
        yield Optional.empty();
      }
    };
  }

  private static Channel channel(
      Channel.Kind kind, URI address, Optional<String> key, Map<String, Integer> numbers) {
    String name = kind + "/" + address.getHost();
    int number = numbers.merge(name, 1, Integer::sum);
    return new Channel(
        kind,
        number == 1 ? name : name + "/" + number,
        address,
        kind == Channel.Kind.WEBHOOK ? key : Optional.empty());
  }

  private static Diagnostic visible(Channel.Kind kind) {
    return Diagnostic.warning(
            Code.VISIBLE_SECRET,
            "The address of `%s` can be seen in the list of processes while eksguard runs."
                .formatted(kind.option()))
        .hint("Whoever knows it can post there: name it by `env:NAME` or `file:PATH`.");
  }

  /// The text is not told: it may be the secret, with a letter too many.
  private static Diagnostic noAddress(Channel.Kind kind) {
    return Diagnostic.error(
            Code.WRONG_USAGE, "What `%s` names is not an address.".formatted(kind.option()))
        .hint(
            "It begins with `https://` and has no user name in it; `http://` is taken on this machine only.");
  }
}
