package io.eksguard.interop;

/// The four approaches of AWS's page.
///
/// @see <a
///   href="https://docs.aws.amazon.com/guardduty/latest/ug/eks-runtime-monitoring-configuration-multiple-accounts.html">
///   GuardDuty user guide, configuring EKS Runtime Monitoring (API only), read 2026-11-24</a>
enum Approach {
  ALL("all", true, ""),
  ALL_EXCEPT("all-except, exclude: [legacy]", true, "legacy:GuardDutyManaged=false"),
  ONLY("only, include: [payments]", false, "payments:GuardDutyManaged=true"),
  MANUAL("manual", false, "");

  private final String entry;
  private final boolean managesAddon;
  private final String tag;

  Approach(String entry, boolean managesAddon, String tag) {
    this.entry = entry;
    this.managesAddon = managesAddon;
    this.tag = tag;
  }

  /// How an entry of eksguard's file says it, after `approach:`.
  String entry() {
    return entry;
  }

  /// The same for accounts that are not there yet, and so have no clusters to name.
  String ofNewAccounts() {
    return entry.replaceAll(",.*", "");
  }

  /// The cluster to tag; empty = none.
  String cluster() {
    return tag.replaceAll(":.*", "");
  }

  /// Its tag, such as `GuardDutyManaged=false`.
  String tag() {
    return tag.replaceAll(".*:", "");
  }

  /// The value of `--features`.
  String features(String key, String on, String off) {
    return """
    [{"Name":"EKS_RUNTIME_MONITORING","%s":"%s","AdditionalConfiguration":[\
    {"Name":"EKS_ADDON_MANAGEMENT","%s":"%s"}]}]\
    """
        .formatted(key, on, key, managesAddon ? on : off);
  }
}
