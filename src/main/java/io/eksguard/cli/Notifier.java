package io.eksguard.cli;

import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.drift.DriftReport;
import io.eksguard.drift.History;
import io.eksguard.drift.News;
import io.eksguard.drift.Notice;
import io.eksguard.render.NotificationJson;
import io.eksguard.render.SlackMessage;
import io.eksguard.render.TeamsMessage;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tells channels of a night: each what it does not know yet.
final class Notifier {
  /// How long a webhook may take to answer.
  static final Duration WITHIN = Duration.ofSeconds(10);

  private static final int ATTEMPTS = 4;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

  /// Who wants to be asked later than this is asked again on the next night.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private static final String ALGORITHM = "HmacSHA256";
  private static final int TOO_MANY = 429;

  private final Ports ports;
  private final List<Channel> channels;
  private final News.Terms terms;
  private final boolean sandbox;

  /// @param sandbox whether the world is made up: then nobody outside this machine is told
  Notifier(Ports ports, List<Channel> channels, News.Terms terms, boolean sandbox) {
    this.ports = ports;
    this.channels = channels;
    this.terms = terms;
    this.sandbox = sandbox;
  }

  /// What came of it.
  ///
  /// @param notices what each channel knows now
  /// @param said lines for whoever started it
  /// @param problems the messages that did not arrive
  record Outcome(
      SortedMap<String, SortedMap<String, Notice>> notices,
      List<String> said,
      List<Diagnostic> problems) {}

  /// Tells everybody. A message that does not arrive keeps no other.
  Outcome tell(DriftReport report, Optional<History> before) {
    SortedMap<String, SortedMap<String, Notice>> notices =
        new TreeMap<>(before.map(History::notices).orElseGet(TreeMap::new));
    List<String> said = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>();
    if (!channels.isEmpty() && before.isEmpty()) {
      said.add(
          "Without `--history` nobody knows what was told before: every run with drift tells all"
              + " of it.");
    }
    for (Channel channel : channels) {
      News news =
          before
              .map(history ->
                  News.of(
                      report,
                      history,
                      notices.getOrDefault(channel.name(), new TreeMap<>()),
                      terms))
              .orElseGet(() -> News.withoutHistory(report, terms));
      if (news.isEmpty()) {
        before.ifPresent(_ -> notices.put(channel.name(), news.known()));
        continue;
      }
      if (sandbox && !Channel.isLoopback(channel.address())) {
        said.add("`%s` is not told: this is the sandbox.".formatted(channel));
        continue;
      }
      Optional<Diagnostic> problem = deliver(channel, body(channel, report, news));
      problem.ifPresentOrElse(
          problems::add,
          () -> {
            said.add("Told `%s` of %d.".formatted(channel, news.entries().size()));
            before.ifPresent(_ -> notices.put(channel.name(), news.known()));
          });
    }
    return new Outcome(notices, said, problems);
  }

  private String body(Channel channel, DriftReport report, News news) {
    return switch (channel.kind()) {
      case SLACK -> SlackMessage.render(report, news);
      case TEAMS -> TeamsMessage.render(report, news);
      case WEBHOOK -> new NotificationJson(ports.version()).render(report, news);
    };
  }

  private Optional<Diagnostic> deliver(Channel channel, String body) {
    Map<String, String> headers = headers(channel, body);
    Duration wait = FIRST_WAIT;
    int attempt = 1;
    while (true) {
      Tried tried = tried(ports.web().post(channel.address(), headers, body, WITHIN));
      if (tried.arrived()) {
        return Optional.empty();
      }
      Duration pause = tried.asked().filter(one -> one.compareTo(FIRST_WAIT) > 0).orElse(wait);
      if (!tried.again()
          || attempt == ATTEMPTS
          || pause.compareTo(LONGEST_WAIT) > 0
          || ports.interrupted().getAsBoolean()) {
        return Optional.of(undelivered(channel, tried.why(), attempt));
      }
      ports.pauses().pause(pause);
      wait = wait.multipliedBy(2);
      attempt++;
    }
  }

  /// What one attempt came to.
  ///
  /// @param again whether another may go better, and cannot be one too many
  /// @param asked how long the other end asks to wait
  private record Tried(boolean arrived, String why, boolean again, Optional<Duration> asked) {}

  private Tried tried(Web.Answer answer) {
    return switch (answer) {
      case Web.Answer.Answered(int status, Optional<String> after) ->
          new Tried(
              status / 100 == 2,
              "it answers with status " + status,
              status == TOO_MANY || status / 100 == 5,
              after.flatMap(this::seconds));
      case Web.Answer.Unreached(String why) -> new Tried(false, why, true, Optional.empty());
      // It may have arrived, and nobody wants the same message four times.
      case Web.Answer.Unanswered(String why) -> new Tried(false, why, false, Optional.empty());
    };
  }

  /// `Retry-After` is a number of seconds, or a date.
  private Optional<Duration> seconds(String after) {
    try {
      return Optional.of(Duration.ofSeconds(Long.parseLong(after.strip())));
    } catch (NumberFormatException e) {
      try {
        var date = ZonedDateTime.parse(after.strip(), DateTimeFormatter.RFC_1123_DATE_TIME);
        return Optional.of(Duration.between(ports.clock().instant(), date.toInstant()));
      } catch (DateTimeException none) {
        return Optional.empty();
      }
    }
  }

  private Map<String, String> headers(Channel channel, String body) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", "eksguard/" + ports.version());
    channel
        .secret()
        .ifPresent(key -> headers.put("X-Eksguard-Signature", "sha256=" + signature(key, body)));
    return headers;
  }

  /// HMAC-SHA256 of the body, in hexadecimal.
  static String signature(String key, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private static Diagnostic undelivered(Channel channel, String why, int attempts) {
    return Diagnostic.warning(
            Code.NOT_DELIVERED,
            "`%s` could not be told: %s%s."
                .formatted(channel, why, attempts > 1 ? ", " + attempts + " times" : ""))
        .hint(
            "What was found is not touched by it. With `--history` it is told on the next night; check the address if it lasts.");
  }
}
