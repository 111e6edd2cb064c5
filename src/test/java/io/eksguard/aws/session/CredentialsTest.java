package io.eksguard.aws.session;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;

/// Ways to sign in that the SDK leaves to modules of its own: without the module it would say so,
/// whatever the profile has.
class CredentialsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        [profile team]
        sso_start_url = https://example.awsapps.com/start
        sso_region = us-east-1
        sso_account_id = 111122223333
        sso_role_name = eksguard
        """,
        """
        [profile team]
        sso_session = company
        sso_account_id = 111122223333
        sso_role_name = eksguard
        [sso-session company]
        sso_start_url = https://example.awsapps.com/start
        sso_region = us-east-1
        """
      })
  void aProfileThatSignsInWithSsoIsOnlyLackingItsSession(String config) {
    var file =
        ProfileFile.builder()
            .type(ProfileFile.Type.CONFIGURATION)
            .content(new ByteArrayInputStream(config.getBytes(StandardCharsets.UTF_8)))
            .build();
    try (var profile =
        ProfileCredentialsProvider.builder().profileFile(file).profileName("team").build()) {
      assertThatThrownBy(profile::resolveCredentials)
          .hasMessageNotContaining("class path")
          .hasMessageNotContaining("ssooidc")
          .hasMessageMatching("(?is).*(sso|token|cache|login).*");
    }
  }
}
