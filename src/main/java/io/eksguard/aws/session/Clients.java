package io.eksguard.aws.session;

import io.eksguard.live.CallTerms;
import io.eksguard.model.AccountId;
import io.eksguard.model.Place;
import io.eksguard.model.Reach;
import io.eksguard.model.Standing;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/// SDK clients over one HTTP client: of EKS and EC2 one for each region, of the others one for each
/// account and region.
public final class Clients implements AutoCloseable {
  /// AWS Organizations takes one change at a time; it says so, and nothing has happened.
  private static final Set<String> IN_USE =
      Set.of("ConcurrentModificationException", "PolicyChangesInProgressException");

  private static final Set<String> TIMED_OUT = Set.of("RequestTimeout", "RequestTimeoutException");

  private static final Duration MOST_TO_WAIT = Duration.ofSeconds(20);

  /// For clients that accounts share: each call brings the credentials of its account.
  private static final AwsCredentialsProvider NOBODY =
      () -> {
        throw new IllegalStateException("a call without the credentials of an account");
      };

  private final AwsSettings settings;
  private final Reach reach;
  private final SdkHttpClient http;
  private final Calls calls;
  private final Visits visits;
  private final Sessions sessions;
  private final Map<Place, GuardDutyClient> guardDuty = new ConcurrentHashMap<>();
  private final Map<Place, GuardDutyClient> guardDutyWriters = new ConcurrentHashMap<>();
  private final Map<io.eksguard.model.Region, EksClient> eks = new ConcurrentHashMap<>();
  private final Map<io.eksguard.model.Region, Ec2Client> ec2 = new ConcurrentHashMap<>();
  private final Map<Place, OrganizationsClient> organizations = new ConcurrentHashMap<>();
  private final Map<Place, OrganizationsClient> organizationsWriters = new ConcurrentHashMap<>();

  public Clients(AwsSettings settings, Reach reach, Purpose purpose) {
    this.settings = settings;
    this.reach = reach;
    keepConnections(settings.inFlight());
    this.http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(Duration.ofSeconds(5))
            .socketTimeout(Duration.ofSeconds(30))
            .build();
    this.calls = new Calls(settings);
    this.visits = new Visits(settings.inFlight());
    this.sessions = new Sessions(settings, reach, purpose, calls, http);
  }

  /// The JDK keeps 5 idle connections to a host, and sends a POST again by itself when a connection
  /// breaks; we want one for each call in flight, and no second write behind our back.
  private static void keepConnections(int inFlight) {
    System.setProperty("http.maxConnections", Integer.toString(inFlight));
    System.setProperty("sun.net.http.retryPost", "false");
  }

  /// What the SDK sends again: after silence, and after answers that pass by themselves, but not
  /// what was throttled, which [Calls] sends again in its turn. Accounts share clients, and what
  /// fails for some shall not use up the attempts of others.
  private ClientOverrideConfiguration allButThrottled() {
    return within(settings)
        .retryStrategy(
            DefaultRetryStrategy.standardStrategyBuilder()
                .useClientDefaults(false)
                .circuitBreakerEnabled(false)
                .retryOnExceptionInstanceOf(RetryableException.class)
                .retryOnExceptionInstanceOf(ApiCallAttemptTimeoutException.class)
                .retryOnException(Clients::wasCutOff)
                .retryOnException(Clients::passesSoon)
                .retryOnException(
                    thrown -> thrown instanceof SdkServiceException e && has(TIMED_OUT, e))
                .build())
        .build();
  }

  /// For STS, which is called by the SDK itself where a session is renewed.
  static ClientOverrideConfiguration ofSessions(AwsSettings settings) {
    return within(settings).retryStrategy(RetryMode.STANDARD).build();
  }

  /// Silence is not all that can last: an answer may come byte by byte, for ever.
  private static ClientOverrideConfiguration.Builder within(AwsSettings settings) {
    return ClientOverrideConfiguration.builder()
        .apiCallAttemptTimeout(settings.answer())
        .scheduledExecutorService(AnswerTimer.one())
        .addExecutionInterceptor(new NotAPage())
        .addExecutionInterceptor(new WireWatch(settings.terms()));
  }

  /// For writes that follow a guard. Nothing is sent again that may have had its effect, or after a
  /// time in which the guard may have ceased to tell how things are; only what was refused at once,
  /// for a reason that has passed.
  private ClientOverrideConfiguration onlyWhenNothingHappened() {
    return within(settings)
        .retryStrategy(
            DefaultRetryStrategy.standardStrategyBuilder()
                .useClientDefaults(false)
                .retryOnException(
                    thrown -> wasRefusedInPassing(thrown) && !RetryAfter.of(thrown).isPositive())
                .build())
        .build();
  }

  /// Whether the connection broke, or the answer broke off or is none of AWS's.
  private static boolean wasCutOff(Throwable thrown) {
    return thrown instanceof IOException
        || (thrown instanceof SdkClientException && hasCause(IOException.class, thrown));
  }

  private static boolean hasCause(Class<? extends Throwable> type, Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).anyMatch(type::isInstance);
  }

  /// The SDK waits as long as an answer asks for, were it a day, and says nothing meanwhile.
  private static boolean passesSoon(Throwable thrown) {
    boolean passes =
        thrown instanceof SdkServiceException e
            && !RetryUtils.isThrottlingException(e)
            && (e.statusCode() >= 500 || wasRefusedInPassing(e));
    return passes && RetryAfter.of(thrown).compareTo(MOST_TO_WAIT) <= 0;
  }

  /// The SDK sets its clock by the answer, where that is what was wrong.
  private static boolean wasRefusedInPassing(Throwable thrown) {
    return thrown instanceof SdkServiceException e
        && !RetryUtils.isThrottlingException(e)
        && (has(IN_USE, e) || RetryUtils.isClockSkewException(e));
  }

  private static boolean has(Set<String> codes, SdkServiceException thrown) {
    return thrown instanceof AwsServiceException e
        && e.awsErrorDetails() != null
        && codes.contains(String.valueOf(e.awsErrorDetails().errorCode()));
  }

  /// By what way accounts are reached.
  public Reach reach() {
    return reach;
  }

  /// Until when calls are made, and who hears of them.
  public CallTerms terms() {
    return settings.terms();
  }

  /// Makes calls.
  public Calls calls() {
    return calls;
  }

  /// Lets some accounts be read at a time.
  public Visits visits() {
    return visits;
  }

  /// The account that the caller's own credentials belong to.
  public Answer<AccountId> caller() {
    return sessions.caller();
  }

  /// GuardDuty, with the account's own credentials.
  public Answer<GuardDutyClient> guardDuty(Place place, Standing standing) {
    return sessions
        .into(place.account(), standing)
        .map(credentials ->
            guardDuty.computeIfAbsent(
                place, _ -> configured(GuardDutyClient.builder(), place, credentials).build()));
  }

  /// GuardDuty for writes that follow a guard, with the account's own credentials.
  public Answer<GuardDutyClient> guardDutyWriter(Place place, Standing standing) {
    return sessions
        .into(place.account(), standing)
        .map(credentials ->
            guardDutyWriters.computeIfAbsent(
                place,
                _ ->
                    configured(GuardDutyClient.builder(), place, credentials)
                        .overrideConfiguration(onlyWhenNothingHappened())
                        .build()));
  }

  /// EKS, with the account's own credentials.
  public Answer<OfAccount<EksClient>> eks(Place place, Standing standing) {
    return sessions
        .into(place.account(), standing)
        .map(credentials ->
            new OfAccount<>(
                eks.computeIfAbsent(
                    place.region(), _ -> configured(EksClient.builder(), place, NOBODY).build()),
                credentials));
  }

  /// EC2, with the account's own credentials. Its classes are many; they are loaded with the first
  /// call.
  public Answer<OfAccount<Ec2Client>> ec2(Place place, Standing standing) {
    return sessions
        .into(place.account(), standing)
        .map(credentials ->
            new OfAccount<>(
                ec2.computeIfAbsent(
                    place.region(), _ -> configured(Ec2Client.builder(), place, NOBODY).build()),
                credentials));
  }

  /// AWS Organizations, with credentials that may read it.
  public Answer<OrganizationsClient> organizations() {
    return sessions
        .intoOrganization()
        .map(credentials ->
            organizations.computeIfAbsent(
                organizationsPlace(),
                place -> configured(OrganizationsClient.builder(), place, credentials).build()));
  }

  /// AWS Organizations for writes that follow a fresh look, with credentials that may change it.
  public Answer<OrganizationsClient> organizationsWriter() {
    return sessions
        .intoOrganization()
        .map(credentials ->
            organizationsWriters.computeIfAbsent(
                organizationsPlace(),
                place ->
                    configured(OrganizationsClient.builder(), place, credentials)
                        .overrideConfiguration(onlyWhenNothingHappened())
                        .build()));
  }

  /// The ARN of the caller.
  public Answer<String> callerArn() {
    return sessions.callerArn();
  }

  /// GuardDuty, with the credentials with which AWS Organizations is asked.
  public Answer<GuardDutyClient> guardDutyOfOrganization(io.eksguard.model.Region region) {
    var place = new Place(sessions.organizationAccount(), region);
    return sessions
        .intoOrganization()
        .map(credentials ->
            guardDuty.computeIfAbsent(
                place, _ -> configured(GuardDutyClient.builder(), place, credentials).build()));
  }

  /// Whose the credentials are with which an account is entered, as STS says.
  public Answer<AccountId> owner(AccountId account, Standing standing) {
    return sessions.owner(account, standing);
  }

  /// Whose the credentials are with which AWS Organizations is asked, as STS says.
  public Answer<AccountId> ownerOfOrganization() {
    return sessions.ownerOfOrganization();
  }

  /// The account that asks AWS Organizations, and the region in which all of it is.
  ///
  /// @see <a href="https://docs.aws.amazon.com/organizations/latest/APIReference/Welcome.html">AWS
  ///   Organizations API reference, read 2026-11-24</a>
  public Place organizationsPlace() {
    String home =
        switch (reach.home().partition()) {
          case "aws-cn" -> "cn-northwest-1";
          case "aws-us-gov" -> "us-gov-west-1";
          default -> "us-east-1";
        };
    return new Place(sessions.organizationAccount(), new io.eksguard.model.Region(home));
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder, Place place, AwsCredentialsProvider credentials) {
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder
        .region(Region.of(place.region().name()))
        .credentialsProvider(credentials)
        .overrideConfiguration(allButThrottled())
        .httpClient(http);
  }

  /// The delegated administrator's place in a region.
  ///
  /// @throws IllegalStateException if no organization is managed; a bug of ours
  public Place administrator(io.eksguard.model.Region region) {
    AccountId account =
        reach
            .administrator()
            .orElseThrow(() -> new IllegalStateException("no organization is managed"));
    return new Place(account, region);
  }

  @Override
  public void close() {
    guardDuty.values().forEach(GuardDutyClient::close);
    guardDutyWriters.values().forEach(GuardDutyClient::close);
    eks.values().forEach(EksClient::close);
    ec2.values().forEach(client -> client.close());
    organizations.values().forEach(OrganizationsClient::close);
    organizationsWriters.values().forEach(OrganizationsClient::close);
    sessions.close();
    http.close();
  }
}
