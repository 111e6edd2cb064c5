package io.eksguard.foreign;

import io.eksguard.model.AccountId;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.ClusterName;
import io.eksguard.model.Feature;
import io.eksguard.model.Region;
import io.eksguard.model.Tag;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// A resource of Terraform's AWS provider that matters here.
///
/// @param holder how it is named
/// @param type its type
/// @param place its address without the keys of modules and resources, as its configuration has it
/// @param before its attributes when the file was made; missing where that is not told
/// @param after its attributes as they shall be; of a state, as they were seen
/// @param unknown which of them are known only after an apply
/// @param secret which of them are sensitive
/// @see <a href="https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs">Terraform AWS
///   Provider 5.100.0</a>
record TerraformResource(
    Holder holder,
    String type,
    String place,
    JsonNode before,
    JsonNode after,
    JsonNode unknown,
    JsonNode secret) {
  private static final String CLUSTER = "aws_eks_cluster";
  private static final String ADDON = "aws_eks_addon";
  private static final String ENDPOINT = "aws_vpc_endpoint";
  private static final String DETECTOR_FEATURE = "aws_guardduty_detector_feature";
  private static final String MEMBER_FEATURE = "aws_guardduty_member_detector_feature";
  private static final String ORGANIZATION = "aws_guardduty_organization_configuration";
  private static final String ORGANIZATION_FEATURE =
      "aws_guardduty_organization_configuration_feature";

  /// The types that matter. A detector itself says nothing of runtime monitoring, but where it is.
  static final Set<String> TYPES =
      Set.of(
          CLUSTER,
          ADDON,
          ENDPOINT,
          DETECTOR_FEATURE,
          MEMBER_FEATURE,
          ORGANIZATION,
          ORGANIZATION_FEATURE,
          "aws_guardduty_detector");

  /// What is read of a resource; all else may be a secret.
  static final Set<String> ATTRIBUTES =
      Set.of(
          "id",
          "arn",
          "name",
          "region",
          "tags",
          "tags_all",
          "cluster_name",
          "addon_name",
          "service_name",
          "detector_id",
          "account_id",
          "status",
          "auto_enable",
          "auto_enable_organization_members",
          "additional_configuration");

  private static final String AGENT = "aws-guardduty-agent";
  private static final String DATA_ENDPOINT = ".guardduty-data";
  private static final String ADDON_MANAGEMENT = "EKS_ADDON_MANAGEMENT";

  static TerraformResource planned(Holder.Planned holder, JsonNode names, JsonNode change) {
    return new TerraformResource(
        holder,
        names.path("type").asString(""),
        place(names),
        change.path("before"),
        change.path("after"),
        change.path("after_unknown"),
        change.path("after_sensitive"));
  }

  static TerraformResource remembered(
      Holder.Remembered holder, JsonNode names, JsonNode values, JsonNode sensitive) {
    JsonNode untold = MissingNode.getInstance();
    return new TerraformResource(
        holder, names.path("type").asString(""), place(names), untold, values, untold, sensitive);
  }

  private static String place(JsonNode names) {
    String module = names.path("module_address").asString("");
    String own = names.path("type").asString("") + "." + names.path("name").asString("");
    return withoutKeys(module.isEmpty() ? own : module + "." + own);
  }

  /// `module.a["x"].b.c[0]` is `module.a.b.c`; a key may hold anything, in quotes.
  private static String withoutKeys(String address) {
    var plain = new StringBuilder();
    boolean inKey = false;
    boolean inQuotes = false;
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (inQuotes && c == '\\') {
        i++;
      } else if (inKey && c == '"') {
        inQuotes = !inQuotes;
      } else if (!inQuotes && (c == '[' || c == ']')) {
        inKey = c == '[';
      } else if (!inKey) {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /// What it claims, if that matters.
  ///
  /// @param provider the provider that makes it
  /// @param detectors where detectors are, by their ids
  Optional<Claim> claim(TerraformProvider provider, Map<String, Whereabouts> detectors) {
    return switch (type) {
      case CLUSTER -> cluster(provider);
      case ADDON -> agent(provider);
      case ENDPOINT ->
          text("service_name")
              .filter(name -> name.endsWith(DATA_ENDPOINT))
              .map(_ -> new Claim.Endpoint(holder, where(provider)));
      case DETECTOR_FEATURE -> accountFeature(detector(provider, detectors));
      case MEMBER_FEATURE ->
          accountFeature(
              new Whereabouts(
                  text("account_id").filter(AccountId::isValid).map(AccountId::new),
                  detector(provider, detectors).region()));
      case ORGANIZATION ->
          choice(AutoEnable.class, text("auto_enable_organization_members"))
              .map(value ->
                  new Claim.OrganizationGuardDuty(holder, detector(provider, detectors), value));
      case ORGANIZATION_FEATURE ->
          feature()
              .map(feature ->
                  new Claim.OrganizationFeature(
                      holder,
                      detector(provider, detectors),
                      feature,
                      choice(AutoEnable.class, text("auto_enable")),
                      choice(AutoEnable.class, addonManagement("auto_enable"))));
      default -> Optional.empty();
    };
  }

  private Optional<Claim> cluster(TerraformProvider provider) {
    return text("name")
        .filter(ClusterName::isValid)
        .map(name ->
            new Claim.ClusterTags(
                holder,
                where(provider),
                new ClusterName(name),
                before.isObject() ? tag(before, MissingNode.getInstance()) : new TagValue.Unknown(),
                tag(after, unknown),
                provider.ignoresTag()));
  }

  /// `tags_all` has the provider's own tags too. When something is made, the provider calls it
  /// unknown also where there are no tags at all; then `tags` tell. A secret is marked only where
  /// it was written.
  private TagValue tag(JsonNode attributes, JsonNode notKnown) {
    boolean allKnown = !isMarked(notKnown, "tags_all");
    JsonNode tags = attributes.path(allKnown ? "tags_all" : "tags");
    JsonNode value = tags.path(Tag.KEY);
    if (value.isString()) {
      return new TagValue.Present(
          Optional.of(value.asString()), isMarked(secret, "tags") || isMarked(secret, "tags_all"));
    }
    boolean known = allKnown || !(isTrue(notKnown) || hasAnyTrue(notKnown.path("tags")));
    return known ? new TagValue.Absent() : new TagValue.Unknown();
  }

  /// Whether a mark stands at the tag, or at all tags.
  private static boolean isMarked(JsonNode marks, String tags) {
    return isTrue(marks) || isTrue(marks.path(tags)) || isTrue(marks.path(tags).path(Tag.KEY));
  }

  private static boolean hasAnyTrue(JsonNode marks) {
    return isTrue(marks) || marks.values().stream().anyMatch(TerraformResource::isTrue);
  }

  private static boolean isTrue(JsonNode node) {
    return node.isBoolean() && node.booleanValue();
  }

  private Optional<Claim> agent(TerraformProvider provider) {
    return text("addon_name")
        .filter(AGENT::equals)
        .flatMap(_ -> text("cluster_name"))
        .filter(ClusterName::isValid)
        .map(name -> new Claim.Agent(holder, where(provider), new ClusterName(name)));
  }

  private Optional<Claim> accountFeature(Whereabouts where) {
    Function<String, Boolean> isOn = "ENABLED"::equals;
    return feature()
        .map(feature ->
            new Claim.AccountFeature(
                holder,
                where,
                feature,
                text("status").map(isOn),
                addonManagement("status").map(isOn)));
  }

  private Optional<Feature> feature() {
    return choice(Feature.class, text("name"));
  }

  private Optional<String> addonManagement(String attribute) {
    return after.path("additional_configuration").values().stream()
        .filter(one -> one.path("name").asString("").equals(ADDON_MANAGEMENT))
        .flatMap(one -> text(one, attribute).stream())
        .findFirst();
  }

  /// Where it is: by its ARN, else by what the provider is.
  private Whereabouts where(TerraformProvider provider) {
    return text("arn")
        .or(() -> text(before, "arn"))
        .flatMap(Arn::of)
        .map(Arn::where)
        .orElseGet(() ->
            new Whereabouts(
                provider.where().account(), region().or(() -> provider.where().region())));
  }

  /// Where its detector is: by the detector's ARN, else by what the provider is.
  private Whereabouts detector(TerraformProvider provider, Map<String, Whereabouts> detectors) {
    return text("detector_id")
        .flatMap(id -> Optional.ofNullable(detectors.get(id)))
        .orElseGet(() -> where(provider));
  }

  /// Since version 6 of the provider a resource may name its own region.
  private Optional<Region> region() {
    return text("region").filter(Region::isValid).map(Region::new);
  }

  private Optional<String> text(String attribute) {
    return text(after, attribute);
  }

  private static Optional<String> text(JsonNode node, String attribute) {
    return Optional.of(node.path(attribute).asString("")).filter(text -> !text.isEmpty());
  }

  private static <E extends Enum<E>> Optional<E> choice(Class<E> type, Optional<String> word) {
    for (E value : type.getEnumConstants()) {
      if (word.equals(Optional.of(value.name()))) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
