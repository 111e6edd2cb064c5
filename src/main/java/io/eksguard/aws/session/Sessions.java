package io.eksguard.aws.session;

import io.eksguard.diag.AwsCall;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.model.Access.Role;
import io.eksguard.model.AccountId;
import io.eksguard.model.Permission;
import io.eksguard.model.Place;
import io.eksguard.model.Reach;
import io.eksguard.model.Standing;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/// Credentials for each account, fetched when first needed, once for all regions.
///
/// Where the caller already is the account, no role is assumed. Credentials never leave this
/// package but inside a client. Sessions that are opened to look cannot change anything, whatever
/// their role may do; the caller's own credentials cannot be narrowed.
///
/// A session is opened for the hour that AWS gives by default, which is also the most that role
/// chaining allows, and renewed before it ends.
///
/// @see <a
///   href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html">IAM
///   user guide, role chaining, read 2026-11-24</a>
public final class Sessions implements AutoCloseable {
  private final AwsSettings settings;
  private final Reach reach;
  private final Purpose purpose;
  private final Calls calls;
  private final SdkHttpClient http;
  private final Lazy<AwsCredentialsProvider> caller;
  private final Lazy<StsClient> sts;
  private final Lazy<Answer<GetCallerIdentityResponse>> identity;
  private final Lazy<Answer<AccountId>> callerAccount;
  private final Map<String, Lazy<Answer<AwsCredentialsProvider>>> assumed =
      new ConcurrentHashMap<>();

  public Sessions(
      AwsSettings settings, Reach reach, Purpose purpose, Calls calls, SdkHttpClient http) {
    this.settings = settings;
    this.reach = reach;
    this.purpose = purpose;
    this.calls = calls;
    this.http = http;
    this.caller =
        new Lazy<>(() ->
            settings.credentials().orElseGet(() -> DefaultCredentialsProvider.builder().build()));
    this.sts = new Lazy<>(this::newSts);
    this.identity = new Lazy<>(this::askWhoWeAre);
    this.callerAccount =
        new Lazy<>(() -> identity.get().map(known -> new AccountId(known.account())));
  }

  /// A value made when first asked for, by one thread.
  private static final class Lazy<T> {
    private final Supplier<T> make;
    private @Nullable T made;

    private Lazy(Supplier<T> make) {
      this.make = make;
    }

    private synchronized T get() {
      if (made == null) {
        made = make.get();
      }
      return made;
    }

    private synchronized Optional<T> ifMade() {
      return Optional.ofNullable(made);
    }
  }

  /// The account that the caller's own credentials belong to.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">AWS
  ///   API reference, read 2026-11-24</a>
  public Answer<AccountId> caller() {
    return callerAccount.get();
  }

  /// Credentials with which the account's own objects can be reached.
  public Answer<AwsCredentialsProvider> into(AccountId account, Standing standing) {
    return callerAccount
        .get()
        .then(caller ->
            caller.equals(account)
                ? new Answer.Ok<>(this.caller.get())
                : role(standing)
                    .map(role -> assume(account, role))
                    .orElseGet(() -> wrongCaller(caller, account, standing)));
  }

  /// Credentials with which AWS Organizations can be asked: those of `access.management`, else the
  /// administrator's, who as a delegated administrator may at least read.
  ///
  /// @see <a
  ///   href="https://docs.aws.amazon.com/organizations/latest/userguide/orgs_delegate_policies.html">
  ///   AWS Organizations user guide, read 2026-11-24</a>
  Answer<AwsCredentialsProvider> intoOrganization() {
    AccountId account = organizationAccount();
    Optional<Role> management = reach.access().management();
    return management.isEmpty()
        ? into(account, Standing.ADMINISTRATOR)
        : callerAccount
            .get()
            .then(caller ->
                caller.equals(account)
                    ? new Answer.Ok<>(this.caller.get())
                    : assume(account, management.get()));
  }

  /// Whose the credentials are with which an account is entered, as STS says.
  Answer<AccountId> owner(AccountId account, Standing standing) {
    return owner(account, into(account, standing));
  }

  /// The same of those with which AWS Organizations is asked.
  Answer<AccountId> ownerOfOrganization() {
    return owner(organizationAccount(), intoOrganization());
  }

  /// Of the caller's own it is known already.
  private Answer<AccountId> owner(AccountId account, Answer<AwsCredentialsProvider> entered) {
    return entered.then(credentials ->
        credentials.equals(caller.get())
            ? callerAccount.get()
            : calls
                .make(
                    account,
                    reach.home(),
                    Permission.GET_CALLER_IDENTITY,
                    () -> {
                      try (var client = newSts(credentials)) {
                        return client
                            .getCallerIdentity(GetCallerIdentityRequest.builder().build())
                            .account();
                      }
                    })
                .map(AccountId::new));
  }

  /// The account with whose credentials AWS Organizations is asked.
  AccountId organizationAccount() {
    return reach
        .access()
        .management()
        .flatMap(Role::account)
        .or(reach::administrator)
        .orElseThrow(() -> new IllegalStateException("no organization is managed"));
  }

  private Optional<Role> role(Standing standing) {
    return switch (standing) {
      case ADMINISTRATOR -> reach.access().administrator();
      case MEMBER, STANDALONE -> reach.access().members();
    };
  }

  private Answer<AwsCredentialsProvider> assume(AccountId account, Role role) {
    String arn = role.arnIn(account);
    return assumed
        .computeIfAbsent(arn, _ -> new Lazy<>(() -> newSession(account, arn, role)))
        .get();
  }

  private Answer<AwsCredentialsProvider> newSession(AccountId account, String arn, Role role) {
    var request =
        AssumeRoleRequest.builder()
            .roleArn(arn)
            .roleSessionName(role.sessionName().orElse("eksguard"))
            .externalId(role.externalId().orElse(null))
            .policy(sessionPolicy())
            .build();
    var provider =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts.get())
            .refreshRequest(request)
            .build();
    return calls.make(
        account,
        reach.home(),
        Permission.ASSUME_ROLE,
        () -> {
          provider.resolveCredentials();
          return provider;
        });
  }

  private @Nullable String sessionPolicy() {
    return switch (purpose) {
      case READ -> Permission.readOnlyPolicy();
      case APPLY -> null;
    };
  }

  private Answer<AwsCredentialsProvider> wrongCaller(
      AccountId caller, AccountId account, Standing standing) {
    String key = standing == Standing.ADMINISTRATOR ? "access.administrator" : "access.members";
    return new Answer.Failed<>(
        Diagnostic.error(
                Code.WRONG_CALLER,
                "The credentials belong to account %s, and account %s is to be reached."
                    .formatted(caller, account))
            .at(
                new AwsCall(
                    account.value(),
                    reach.home().name(),
                    Permission.ASSUME_ROLE.action(),
                    Optional.empty()))
            .hint("Use credentials of %s, or say `%s.role`.".formatted(account, key)),
        Answer.Cause.REFUSED);
  }

  /// The ARN of the caller, before any role is assumed.
  Answer<String> callerArn() {
    return identity.get().map(GetCallerIdentityResponse::arn);
  }

  private Answer<GetCallerIdentityResponse> askWhoWeAre() {
    var unknown = new AccountId("000000000000");
    var place = new Place(reach.administrator().orElse(unknown), reach.home());
    Permission operation = Permission.GET_CALLER_IDENTITY;
    return Whole.only(
        place,
        operation,
        calls.make(
            place.account(),
            place.region(),
            operation,
            () -> sts.get().getCallerIdentity(GetCallerIdentityRequest.builder().build())),
        answer -> answer.account() != null && answer.arn() != null);
  }

  private StsClient newSts() {
    return newSts(caller.get());
  }

  private StsClient newSts(AwsCredentialsProvider credentials) {
    var builder =
        StsClient.builder()
            .region(software.amazon.awssdk.regions.Region.of(reach.home().name()))
            .credentialsProvider(credentials)
            .overrideConfiguration(Clients.ofSessions(settings))
            .httpClient(http);
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  @Override
  public void close() {
    sts.ifMade().ifPresent(StsClient::close);
  }
}
