package io.eksguard.foreign;

import io.eksguard.model.AccountId;
import io.eksguard.model.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads what `terraform show -json` prints, member by member.
///
/// Of a plan, `resource_changes` has every resource, those that do not change too; `configuration`
/// tells which provider each one has. Of a state, `values` has every resource.
final class TerraformReader {
  private static final String FORMAT = "1.";

  /// How many resources that matter are kept.
  private static final int MAX_RESOURCES = 100_000;

  /// What is read of a resource besides its values.
  private static final Set<String> NAMES =
      Set.of("address", "module_address", "mode", "type", "name");

  private static final Set<String> VALUES =
      Set.of("before", "after", "after_unknown", "after_sensitive");

  /// What is read of a provider. All else may be a credential.
  private static final Set<String> OF_PROVIDER =
      Set.of("region", "assume_role", "allowed_account_ids", "ignore_tags");

  private final String file;
  private final List<TerraformResource> resources = new ArrayList<>();
  private final SortedMap<String, Whereabouts> detectors = new TreeMap<>();
  private final SortedMap<String, String> providerOf = new TreeMap<>();
  private final SortedMap<String, ObjectNode> providers = new TreeMap<>();
  private final SortedMap<String, String> variables = new TreeMap<>();
  private Optional<String> format = Optional.empty();
  private boolean failed;
  private boolean tooMany;

  /// @param file the file as the user named it
  TerraformReader(String file) {
    this.file = file;
  }

  /// Reads one member of the whole document, at whose value the parser stands.
  void member(String name, JsonParser parser) {
    switch (name) {
      case "format_version" -> format = Optional.of(Parts.value(parser).asString(""));
      case "errored" -> failed = parser.currentToken() == JsonToken.VALUE_TRUE;
      case "variables" -> members(parser, this::variable);
      case "resource_changes" -> elements(parser, this::change);
      case "values" -> values(parser, this::remembered);
      // Only to know where detectors are that are looked up, or managed.
      case "prior_state" ->
          members(
              parser,
              (member, at) -> {
                if (member.equals("values")) {
                  values(at, this::detector);
                } else {
                  at.skipChildren();
                }
              });
      case "configuration" -> configuration(parser);
      default -> parser.skipChildren();
    }
  }

  /// Whether what was read is of Terraform.
  boolean isOne() {
    return format.isPresent();
  }

  /// What it says, once all of it was read.
  ClaimReader.Read read() {
    String version = format.orElse("");
    if (!version.startsWith(FORMAT)) {
      return ClaimReader.Read.unusable("its `format_version` is not one that is known");
    }
    if (tooMany) {
      return ClaimReader.Read.unusable(
          "it has more than %d resources that matter".formatted(MAX_RESOURCES));
    }
    if (failed) {
      return ClaimReader.Read.unusable(
          "Terraform says that making this plan failed, so that it is not whole");
    }
    List<Claim> claims = new ArrayList<>();
    for (TerraformResource resource : resources) {
      TerraformProvider provider =
          Optional.ofNullable(providers.get(providerOf.getOrDefault(resource.place(), "")))
              .map(expressions -> TerraformProvider.of(expressions, variables))
              .orElse(TerraformProvider.UNTOLD);
      resource.claim(provider, detectors).ifPresent(claims::add);
    }
    return new ClaimReader.Read(claims, Optional.empty());
  }

  private void change(JsonParser parser) {
    ObjectNode names = JsonNodeFactory.instance.objectNode();
    ObjectNode change = JsonNodeFactory.instance.objectNode();
    members(
        parser,
        (member, at) -> {
          if (member.equals("change") && !isOther(names)) {
            members(
                at,
                (part, value) -> {
                  if (part.equals("actions")) {
                    change.set(part, Parts.value(value));
                  } else if (VALUES.contains(part)) {
                    change.set(part, Parts.of(value, TerraformResource.ATTRIBUTES));
                  } else {
                    value.skipChildren();
                  }
                });
          } else {
            name(names, member, at);
          }
        });
    if (isManaged(names)) {
      List<String> actions =
          change.path("actions").values().stream().map(one -> one.asString("")).toList();
      var holder = new Holder.Planned(file, names.path("address").asString(""), actions);
      // What goes away still tells where it was.
      detector(names, change.path("before"));
      detector(names, change.path("after"));
      if (!holder.isLeft()) {
        add(TerraformResource.planned(holder, names, change));
      }
    }
  }

  private void remembered(JsonNode names, JsonNode values, JsonNode sensitive) {
    detector(names, values);
    if (isManaged(names)) {
      var holder = new Holder.Remembered(file, names.path("address").asString(""));
      add(TerraformResource.remembered(holder, names, values, sensitive));
    }
  }

  private void add(TerraformResource resource) {
    tooMany = resources.size() >= MAX_RESOURCES;
    if (!tooMany) {
      resources.add(resource);
    }
  }

  private void detector(JsonNode names, JsonNode values, JsonNode sensitive) {
    detector(names, values);
  }

  /// Resources name a detector by its id; where it is, is in the ARN of the detector itself.
  private void detector(JsonNode names, JsonNode values) {
    if (names.path("type").asString("").equals("aws_guardduty_detector")) {
      String id = values.path("id").asString("");
      Arn.of(values.path("arn").asString("")).ifPresent(arn -> detectors.put(id, arn.where()));
    }
  }

  private static boolean isManaged(JsonNode names) {
    return names.path("mode").asString("").equals("managed") && !isOther(names);
  }

  /// Whether it is known already to be of no type that matters.
  private static boolean isOther(JsonNode names) {
    return names.has("type") && !TerraformResource.TYPES.contains(names.path("type").asString(""));
  }

  private static void name(ObjectNode names, String member, JsonParser parser) {
    if (NAMES.contains(member)) {
      names.set(member, Parts.value(parser));
    } else {
      parser.skipChildren();
    }
  }

  /// Takes each resource of a state.
  @FunctionalInterface
  private interface Visitor {
    void resource(JsonNode names, JsonNode values, JsonNode sensitive);
  }

  private static void values(JsonParser parser, Visitor visitor) {
    members(
        parser,
        (member, at) -> {
          if (member.equals("root_module")) {
            module(at, visitor);
          } else {
            at.skipChildren();
          }
        });
  }

  private static void module(JsonParser parser, Visitor visitor) {
    members(
        parser,
        (member, at) -> {
          switch (member) {
            case "resources" -> elements(at, one -> resource(one, visitor));
            case "child_modules" -> elements(at, one -> module(one, visitor));
            default -> at.skipChildren();
          }
        });
  }

  private static void resource(JsonParser parser, Visitor visitor) {
    ObjectNode names = JsonNodeFactory.instance.objectNode();
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    members(
        parser,
        (member, at) -> {
          boolean isValue = member.equals("values") || member.equals("sensitive_values");
          if (isValue && !isOther(names)) {
            values.set(member, Parts.of(at, TerraformResource.ATTRIBUTES));
          } else {
            name(names, member, at);
          }
        });
    visitor.resource(names, values.path("values"), values.path("sensitive_values"));
  }

  /// Of variables only such values are kept that could say where something is.
  private void variable(String name, JsonParser parser) {
    String value = Parts.of(parser, Set.of("value")).path("value").asString("");
    if (Region.isValid(value) || AccountId.isValid(value) || Arn.of(value).isPresent()) {
      variables.put(name, value);
    }
  }

  private void configuration(JsonParser parser) {
    members(
        parser,
        (member, at) -> {
          switch (member) {
            case "provider_config" -> members(at, this::provider);
            case "root_module" -> configured(at, "");
            default -> at.skipChildren();
          }
        });
  }

  private void provider(String key, JsonParser parser) {
    members(
        parser,
        (member, at) -> {
          if (member.equals("expressions")) {
            if (Parts.of(at, OF_PROVIDER) instanceof ObjectNode expressions) {
              providers.put(key, expressions);
            }
          } else {
            at.skipChildren();
          }
        });
  }

  private void configured(JsonParser parser, String prefix) {
    members(
        parser,
        (member, at) -> {
          switch (member) {
            case "resources" ->
                elements(
                    at,
                    one -> {
                      JsonNode resource =
                          Parts.of(one, Set.of("address", "type", "provider_config_key"));
                      if (!isOther(resource)) {
                        providerOf.put(
                            prefix + resource.path("address").asString(""),
                            resource.path("provider_config_key").asString(""));
                      }
                    });
            case "module_calls" ->
                members(
                    at,
                    (call, module) ->
                        members(
                            module,
                            (part, inside) -> {
                              if (part.equals("module")) {
                                configured(inside, prefix + "module." + call + ".");
                              } else {
                                inside.skipChildren();
                              }
                            }));
            default -> at.skipChildren();
          }
        });
  }

  /// Takes each member of an object, the parser standing at its value.
  @FunctionalInterface
  private interface Member {
    void take(String name, JsonParser parser);
  }

  /// Goes through an object; anything else is passed over.
  private static void members(JsonParser parser, Member member) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      member.take(name, parser);
    }
  }

  /// Goes through a list; anything else is passed over.
  private static void elements(JsonParser parser, Consumer<JsonParser> element) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element.accept(parser);
    }
  }
}
