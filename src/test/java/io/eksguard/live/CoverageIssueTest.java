package io.eksguard.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.eksguard.live.CoverageIssue.Remedy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The texts are AWS's, as its user guide has them.
class CoverageIssueTest {
  private static final Map<String, CoverageIssue> TEXTS = new LinkedHashMap<>();

  static {
    TEXTS.put(
        "EKS Runtime Monitoring enablement resource provisioning in progress",
        CoverageIssue.PROVISIONING);
    TEXTS.put(
        "EKS Runtime Monitoring enablement permission not granted:",
        CoverageIssue.PERMISSION_NOT_GRANTED);
    TEXTS.put(
        "Local EKS clusters:EKS addons are not supported on local outpost clusters.",
        CoverageIssue.LOCAL_CLUSTER);
    TEXTS.put(
        "Shared VPC Endpoint Deletion Failed:Shared VPC endpoint deletion not allowed for account"
            + " ID 111122223333, shared VPC vpc-1, owner account ID 555555555555.",
        CoverageIssue.SHARED_ENDPOINT_STAYS);
    TEXTS.put(
        "VPC Endpoint Creation Failed:Owner account ID 111122223333 for shared VPC vpc-1 doesn't"
            + " have either Runtime Monitoring, automated agent configuration, or both, enabled.",
        CoverageIssue.VPC_OWNER_NOT_ENABLED);
    TEXTS.put(
        "VPC Endpoint Creation Failed:VPC endpoint creation not supported for shared VPC vpc-1",
        CoverageIssue.VPC_SHARED);
    TEXTS.put(
        "VPC Endpoint Creation Failed:Enabling private DNS requires both enableDnsSupport and"
            + " enableDnsHostnames VPC attributes set to true for vpc-1 (Service: Ec2)",
        CoverageIssue.VPC_PRIVATE_DNS);
    TEXTS.put("VPC Endpoint Creation Failed:quota", CoverageIssue.VPC_ENDPOINT);
    TEXTS.put(
        "Addon Status Unhealthy:EKS Addon issue - InsufficientNumberOfReplicas: The add-on is"
            + " unhealthy because one or more pods have waiting containers CrashLoopBackOff: Error",
        CoverageIssue.AGENT_CRASHES);
    TEXTS.put(
        "Addon Status Unhealthy:EKS Addon Issue - InsufficientNumberOfReplicas: The add-on is"
            + " unhealthy because one or more pods is not scheduled 0/3 nodes are available: 3"
            + " Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never",
        CoverageIssue.AGENT_HAS_NO_ROOM);
    TEXTS.put(
        "Addon Status Unhealthy:EKS Addon Issue - InsufficientNumberOfReplicas: The add-on is"
            + " unhealthy because it doesn't have the desired number of replicas.",
        CoverageIssue.TOO_FEW_AGENTS);
    TEXTS.put(
        "Addon Creation Failed:EKS Addon Issue - AdmissionRequestDenied: admission webhook"
            + " \"validate.kyverno.svc-fail\" denied the request",
        CoverageIssue.ADMISSION_DENIED);
    TEXTS.put(
        "Addon Updation Failed:EKS Addon Issue - ConfigurationConflict: Conflicts found when trying"
            + " to apply.",
        CoverageIssue.CONFIGURATION_CONFLICT);
    TEXTS.put(
        "AddonCreationFailed:EKS Addon Issue - AccessDenied: admission webhook"
            + " \"validation.gatekeeper.sh\" denied the request: [all-namespace-must-have-label]",
        CoverageIssue.GATEKEEPER);
    TEXTS.put(
        "AddonUpdationFailed: EKSAddonIssue - AccessDenied: namespaces\"amazon-guardduty\""
            + "isforbidden:User\"eks:addon-manager\"cannotpatchresource",
        CoverageIssue.ADDON_MANAGER_DENIED);
    TEXTS.put(
        "Addon Creation Failed:Addon version is not compatible with the cluster version",
        CoverageIssue.INCOMPATIBLE_VERSION);
    TEXTS.put("Addon Creation Failed:something", CoverageIssue.ADDON_NOT_CREATED);
    TEXTS.put("Addon Updation Failed:something", CoverageIssue.ADDON_NOT_UPDATED);
    TEXTS.put("Addon Status Unhealthy:something", CoverageIssue.ADDON_UNHEALTHY);
    TEXTS.put("Others:Error due to authorization failure", CoverageIssue.AUTHORIZATION_FAILURE);
    TEXTS.put("The moon is in the wrong house", CoverageIssue.OTHER);
    TEXTS.put("", CoverageIssue.OTHER);
  }

  @TestFactory
  Stream<DynamicTest> knowsTheTextsOfTheGuide() {
    return TEXTS.entrySet().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                "`" + one.getKey() + "`",
                () -> assertThat(CoverageIssue.of(one.getKey())).isEqualTo(one.getValue())));
  }

  @Test
  void eachKindHasATextThatIsOfNoNarrowerKind() {
    assertThat(TEXTS.values()).contains(CoverageIssue.values());
  }

  @Test
  void whatIsStillBeingSetUpIsToWaitForAndALocalClusterIsLeftAlone() {
    assertThat(CoverageIssue.PROVISIONING.remedy()).isEqualTo(Remedy.WAIT);
    assertThat(CoverageIssue.LOCAL_CLUSTER.remedy()).isEqualTo(Remedy.NONE);
    assertThat(CoverageIssue.OTHER.remedy()).isEqualTo(Remedy.UNKNOWN);
    assertThat(
            Arrays.stream(CoverageIssue.values())
                .filter(kind -> kind.remedy() == Remedy.ACT)
                .count())
        .isEqualTo(CoverageIssue.values().length - 3);
  }
}
