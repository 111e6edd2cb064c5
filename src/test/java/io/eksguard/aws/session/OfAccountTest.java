package io.eksguard.aws.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.model.Permission;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.ApiName;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.DescribeClusterRequest;
import software.amazon.awssdk.services.eks.model.ListAccessPoliciesRequest;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/// Whatever a service is asked over a client that accounts share goes out with the credentials of
/// one account.
class OfAccountTest {
  private static final AwsCredentialsProvider ONE = credentials("AKIDONE");
  private static final AwsCredentialsProvider OTHER = credentials("AKIDOTHER");

  private static AwsCredentialsProvider credentials(String key) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "secret"));
  }

  /// The operations of an interface of the SDK, in the form that takes a request.
  private static List<Method> operations(Class<?> service) {
    return Arrays.stream(service.getMethods())
        .filter(method -> method.getParameterCount() == 1)
        .filter(method -> AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]))
        .toList();
  }

  /// What the operation gets of the account. Which request belongs to it is not known to the
  /// compiler here.
  @SuppressWarnings({"rawtypes", "unchecked"})
  private static AwsRequest sent(Method operation) throws ReflectiveOperationException {
    SdkBuilder<?, ?> empty =
        (SdkBuilder<?, ?>) operation.getParameterTypes()[0].getMethod("builder").invoke(null);
    BiFunction keeping = (_, own) -> own;
    return (AwsRequest)
        ((OfAccount) new OfAccount<>("AWS", ONE)).call(keeping, (AwsRequest) empty.build());
  }

  @ParameterizedTest
  @ValueSource(classes = {EksClient.class, Ec2Client.class})
  void eachOperationOfAServiceGetsTheCredentialsOfTheAccount(Class<?> service) throws Exception {
    List<Method> operations = operations(service);

    for (Method operation : operations) {
      AwsRequest sent = sent(operation);

      assertThat(sent).isExactlyInstanceOf(operation.getParameterTypes()[0]);
      assertThat(sent.overrideConfiguration().orElseThrow().credentialsProvider())
          .as(operation.getName())
          .containsSame(ONE);
    }
    assertThat(operations)
        .extracting(method -> method.getName().toLowerCase(Locale.ROOT))
        .containsAll(whatWeAsk(service));
  }

  private static List<String> whatWeAsk(Class<?> service) {
    String prefix = service.equals(EksClient.class) ? "eks:" : "ec2:";
    List<String> asked =
        Arrays.stream(Permission.values())
            .map(Permission::action)
            .filter(action -> action.startsWith(prefix))
            .map(action -> action.substring(prefix.length()).toLowerCase(Locale.ROOT))
            .toList();
    assertThat(asked).isNotEmpty();
    return asked;
  }

  @Test
  void whatElseARequestSaysOfTheCallIsKept() {
    ApiName name = ApiName.builder().name("somebody").version("1").build();
    DescribeClusterRequest request =
        DescribeClusterRequest.builder()
            .name("web")
            .overrideConfiguration(o ->
                o.addApiName(name).apiCallTimeout(Duration.ofSeconds(7)).credentialsProvider(OTHER))
            .build();

    DescribeClusterRequest sent = new OfAccount<>("AWS", ONE).call((_, own) -> own, request);

    assertThat(sent.name()).isEqualTo("web");
    var override = sent.overrideConfiguration().orElseThrow();
    assertThat(override.apiNames()).containsExactly(name);
    assertThat(override.apiCallTimeout()).contains(Duration.ofSeconds(7));
    assertThat(override.credentialsProvider()).containsSame(ONE);
    assertThat(request.overrideConfiguration().orElseThrow().credentialsProvider())
        .containsSame(OTHER);
  }

  /// eksguard never asks for these.
  @Test
  void anOperationThatIsNewToUsIsSignedWithTheKeyOfTheAccount() {
    var http = new Answering("{}", "{}");
    try (EksClient shared = eks(http)) {
      var one = new OfAccount<>(shared, ONE);
      var other = new OfAccount<>(shared, OTHER);

      one.call(EksClient::listAccessPolicies, ListAccessPoliciesRequest.builder().build());
      other.call(EksClient::listAccessPolicies, ListAccessPoliciesRequest.builder().build());
    }

    assertThat(http.keys).containsExactly("AKIDONE", "AKIDOTHER");
  }

  @Test
  void theLaterPagesOfAListAreSignedWithItAsTheFirst() {
    var http = new Answering("{\"nextToken\": \"2\"}", "{}");
    try (EksClient shared = eks(http)) {
      var one = new OfAccount<>(shared, ONE);

      one.call(EksClient::listAccessPoliciesPaginator, ListAccessPoliciesRequest.builder().build())
          .forEach(page -> assertThat(page.accessPolicies()).isEmpty());
    }

    assertThat(http.keys).containsExactly("AKIDONE", "AKIDONE");
  }

  private static EksClient eks(SdkHttpClient http) {
    return EksClient.builder()
        .region(Region.US_EAST_1)
        .credentialsProvider(() -> {
          throw new AssertionError("nobody's credentials");
        })
        .httpClient(http)
        .build();
  }

  /// Gives these answers, and keeps the id of the key by which each request is signed.
  private static final class Answering implements SdkHttpClient {
    private static final Pattern KEY = Pattern.compile("Credential=(\\w+)/");

    private final Deque<String> answers;
    private final List<String> keys = new ArrayList<>();

    private Answering(String... answers) {
      this.answers = new ArrayDeque<>(List.of(answers));
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      var signature =
          KEY.matcher(request.httpRequest().firstMatchingHeader("Authorization").orElseThrow());
      assertThat(signature.find()).isTrue();
      keys.add(signature.group(1));
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          return HttpExecuteResponse.builder()
              .response(SdkHttpResponse.builder().statusCode(200).build())
              .responseBody(
                  AbortableInputStream.create(
                      new ByteArrayInputStream(
                          answers.removeFirst().getBytes(StandardCharsets.UTF_8))))
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }
}
