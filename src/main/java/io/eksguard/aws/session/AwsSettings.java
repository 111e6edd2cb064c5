package io.eksguard.aws.session;

import io.eksguard.live.CallTerms;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// How to reach AWS at all.
///
/// @param endpoint one address for every service; AWS's own, or what `AWS_ENDPOINT_URL` says, if
///   left out
/// @param credentials the caller's; the SDK's default chain if left out
/// @param inFlight how many calls may be under way at once
/// @param paced whether to keep to the rates that AWS publishes; a sandbox has none
/// @param answer how long an answer may take, from the first byte that is sent to the last that
///   comes
/// @param terms until when calls are made, and who hears of them
public record AwsSettings(
    Optional<URI> endpoint,
    Optional<AwsCredentialsProvider> credentials,
    int inFlight,
    boolean paced,
    Duration answer,
    CallTerms terms) {
  /// No call of ours takes AWS more than a few seconds.
  private static final Duration ONE_MINUTE = Duration.ofMinutes(1);

  /// With answers after 50 ms that is 640 calls a second, over all accounts and services. AWS lets
  /// STS, which gets a third of them at most, have 600.
  private static final int IN_FLIGHT = 32;

  /// AWS itself, with the SDK's default chain.
  public static AwsSettings aws() {
    return new AwsSettings(
        Optional.empty(), Optional.empty(), IN_FLIGHT, true, ONE_MINUTE, CallTerms.NONE);
  }

  /// A sandbox, whose caller needs no real credentials.
  public static AwsSettings sandbox(URI endpoint) {
    var nobody = StaticCredentialsProvider.create(AwsBasicCredentials.create("sandbox", "sandbox"));
    return new AwsSettings(
        Optional.of(endpoint), Optional.of(nobody), IN_FLIGHT, false, ONE_MINUTE, CallTerms.NONE);
  }

  /// The same with another time for answers.
  public AwsSettings answeredWithin(Duration other) {
    return new AwsSettings(endpoint, credentials, inFlight, paced, other, terms);
  }

  /// The same on other terms.
  public AwsSettings on(CallTerms others) {
    int most = others.limits().inFlight().orElse(inFlight);
    return new AwsSettings(endpoint, credentials, most, paced, answer, others);
  }
}
