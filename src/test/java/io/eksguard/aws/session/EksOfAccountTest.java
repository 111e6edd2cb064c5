package io.eksguard.aws.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.model.Permission;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/// Whatever EKS is asked over a client that accounts share goes out with the credentials of one
/// account.
class EksOfAccountTest {
  private static final String SERVICE = "eks:";

  private final List<AwsRequest> sent = new ArrayList<>();

  /// The SDK's interface, without AWS behind it.
  private EksClient shared() {
    return (EksClient)
        Proxy.newProxyInstance(
            EksClient.class.getClassLoader(),
            new Class<?>[] {EksClient.class},
            (_, _, arguments) -> {
              sent.add((AwsRequest) arguments[0]);
              return null;
            });
  }

  static Stream<Permission> whatWeAsk() {
    return Arrays.stream(Permission.values()).filter(one -> one.action().startsWith(SERVICE));
  }

  /// What is not passed on throws, and so would a command that needs it.
  @ParameterizedTest
  @MethodSource("whatWeAsk")
  void eachCallThatWeMakeBringsTheCredentialsOfItsAccount(Permission permission) throws Exception {
    AwsCredentialsProvider own = AnonymousCredentialsProvider.create();
    Method call = method(permission);
    Object empty =
        ((SdkBuilder<?, ?>) call.getParameterTypes()[0].getMethod("builder").invoke(null)).build();

    call.invoke(new EksOfAccount(shared(), own), empty);

    assertThat(sent)
        .singleElement()
        .satisfies(request ->
            assertThat(request.overrideConfiguration().orElseThrow().credentialsProvider())
                .containsSame(own));
  }

  private static Method method(Permission permission) {
    String action = permission.action().substring(SERVICE.length());
    String name = Character.toLowerCase(action.charAt(0)) + action.substring(1);
    return Arrays.stream(EksClient.class.getMethods())
        .filter(method -> method.getName().equals(name))
        .filter(method -> method.getParameterCount() == 1)
        .filter(method -> SdkPojo.class.isAssignableFrom(method.getParameterTypes()[0]))
        .findFirst()
        .orElseThrow();
  }
}
