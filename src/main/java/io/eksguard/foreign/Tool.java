package io.eksguard.foreign;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the tool's name in what a program calls itself.
///
/// Terraform's AWS provider says `APN/1.0 HashiCorp/1.0 Terraform/1.11.4 (...)`, the AWS CLI
/// `aws-cli/2.15.0 ...`; CloudFormation and the console are named by their host.
public final class Tool {
  private static final List<Pattern> KNOWN =
      Stream.of(
              "(Terraform)/[0-9][^ ]*",
              "(OpenTofu)/[0-9][^ ]*",
              "(Pulumi)/[0-9][^ ]*",
              "(eksctl)/[0-9][^ ]*",
              "(crossplane[a-z-]*)/[0-9v][^ ]*",
              "(aws-cli)/[0-9][^ ]*",
              "(Boto3)/[0-9][^ ]*")
          .map(Pattern::compile)
          .toList();

  private static final int MAX_VERSION = 40;

  private Tool() {}

  /// The tool with its version, if it is one that is known.
  public static Optional<String> of(String userAgent) {
    if (userAgent.startsWith("cloudformation.")) {
      return Optional.of("CloudFormation");
    }
    if (userAgent.startsWith("console.") || userAgent.startsWith("signin.")) {
      return Optional.of("AWS console");
    }
    return KNOWN.stream()
        .map(pattern -> pattern.matcher(userAgent))
        .filter(Matcher::find)
        .map(found -> found.group().replace('/', ' '))
        .filter(text -> text.length() <= MAX_VERSION)
        .findFirst();
  }
}
