package io.eksguard.plan;

import io.eksguard.diff.Change;
import io.eksguard.model.AutoEnable;
import io.eksguard.model.AutoEnableSetting;
import io.eksguard.model.Feature;
import io.eksguard.model.Setting;
import io.eksguard.model.Tag;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Walks every state that the steps which touch one cluster can leave behind.
///
/// Any step may come next whose dependencies have taken effect; and while something is ALL,
/// GuardDuty may overwrite the account at any moment.
final class ClusterWalk {
  private ClusterWalk() {}

  /// AWS as far as the cluster depends on it.
  record Aws(
      Setting older,
      Setting newer,
      AutoEnableSetting olderForAll,
      AutoEnableSetting newerForAll,
      Optional<String> tag) {

    boolean manages() {
      boolean monitors = older.enabled() || newer.enabled();
      boolean byDefault =
          (older.enabled() && older.addonManagement())
              || (newer.enabled() && newer.addonManagement());
      return byDefault
          ? !tag.equals(Optional.of(Tag.EXCLUDED))
          : monitors && tag.equals(Optional.of(Tag.INCLUDED));
    }

    Aws with(Feature feature, Setting setting) {
      return feature == Feature.EKS_RUNTIME_MONITORING
          ? new Aws(setting, newer, olderForAll, newerForAll, tag)
          : new Aws(older, setting, olderForAll, newerForAll, tag);
    }

    Aws with(Feature feature, AutoEnableSetting setting) {
      return feature == Feature.EKS_RUNTIME_MONITORING
          ? new Aws(older, newer, setting, newerForAll, tag)
          : new Aws(older, newer, olderForAll, setting, tag);
    }

    Aws with(Optional<String> other) {
      return new Aws(older, newer, olderForAll, newerForAll, other);
    }

    /// What GuardDuty makes of it by itself, in as many steps as it likes.
    List<Aws> overwritten() {
      return List.of(
          with(Feature.EKS_RUNTIME_MONITORING, feature(older, olderForAll)),
          with(Feature.EKS_RUNTIME_MONITORING, addon(older, olderForAll)),
          with(Feature.RUNTIME_MONITORING, feature(newer, newerForAll)),
          with(Feature.RUNTIME_MONITORING, addon(newer, newerForAll)));
    }

    Aws settled() {
      return new Aws(
          OrderChecker.overwritten(older, olderForAll),
          OrderChecker.overwritten(newer, newerForAll),
          olderForAll,
          newerForAll,
          tag);
    }

    private static Setting feature(Setting setting, AutoEnableSetting all) {
      return new Setting(
          setting.enabled() || all.feature() == AutoEnable.ALL, setting.addonManagement());
    }

    private static Setting addon(Setting setting, AutoEnableSetting all) {
      return new Setting(
          setting.enabled(), setting.addonManagement() || all.addonManagement() == AutoEnable.ALL);
    }

    boolean refuses(Feature feature, Setting setting) {
      AutoEnableSetting all = feature == Feature.EKS_RUNTIME_MONITORING ? olderForAll : newerForAll;
      return (all.feature() == AutoEnable.ALL && !setting.enabled())
          || (all.addonManagement() == AutoEnable.ALL && !setting.addonManagement());
    }
  }

  /// A step as far as it touches the cluster.
  sealed interface Op {
    /// A bit for each step that must have taken effect before.
    int dependsOn();

    /// Its tag.
    record SetTag(Optional<String> value, int dependsOn) implements Op {}

    /// A feature of its account.
    record SetFeature(Feature feature, Setting setting, int dependsOn) implements Op {}

    /// A feature of the organization configuration.
    record SetAutoEnable(Feature feature, AutoEnableSetting setting, int dependsOn) implements Op {}
  }

  static Op op(Change change, int dependsOn) {
    return switch (change) {
      case Change.ClusterTag tag -> new Op.SetTag(tag.after(), dependsOn);
      case Change.AccountFeature feature ->
          new Op.SetFeature(feature.feature(), feature.after(), dependsOn);
      case Change.OrganizationFeature feature ->
          new Op.SetAutoEnable(feature.feature(), feature.after(), dependsOn);
      case Change.VpcEndpoint _ ->
          throw new IllegalArgumentException("an endpoint changes nothing GuardDuty heeds");
      case Change.ClusterAgent _ ->
          throw new IllegalArgumentException("an agent by hand changes nothing GuardDuty heeds");
      case Change.OfPolicy _ -> throw new IllegalArgumentException("a policy touches no cluster");
    };
  }

  /// What is asked of a walk.
  ///
  /// @param start how things were seen
  /// @param wanted whether GuardDuty shall manage the cluster; nothing where there is no cluster,
  ///   and only refused writes are looked for
  /// @param ops the steps
  record Question(Aws start, Optional<Boolean> wanted, List<Op> ops) {
    Question {
      ops = List.copyOf(ops);
      if (ops.size() > 31) {
        throw new IllegalArgumentException("too many steps touch one cluster: " + ops.size());
      }
    }
  }

  /// Where a law does not hold.
  ///
  /// @param done a bit for each step that had taken effect
  record Break(Law law, int done) {}

  /// What a walk found.
  record Answer(long states, Optional<Break> broken) {}

  private record Node(int done, Aws aws) {}

  static Answer walk(Question question) {
    Aws start = question.start();
    boolean neverInstall =
        question.wanted().equals(Optional.of(false))
            && !start.manages()
            && !start.settled().manages();
    boolean noGap = question.wanted().equals(Optional.of(true)) && start.manages();
    Set<Node> seen = new HashSet<>();
    ArrayDeque<Node> open = new ArrayDeque<>();
    visit(new Node(0, start), seen, open);
    while (!open.isEmpty()) {
      Node node = open.remove();
      boolean managed = node.aws().manages();
      if (neverInstall && managed) {
        return broken(seen, Law.NEVER_INSTALL, node);
      }
      if (noGap && !managed) {
        return broken(seen, Law.NO_GAP, node);
      }
      for (int i = 0; i < question.ops().size(); i++) {
        Op op = question.ops().get(i);
        boolean ready = ((node.done() >> i) & 1) == 0 && (op.dependsOn() & ~node.done()) == 0;
        if (!ready) {
          continue;
        }
        if (op instanceof Op.SetFeature(Feature feature, Setting setting, int _)
            && node.aws().refuses(feature, setting)) {
          return broken(seen, Law.NO_REFUSED_WRITE, node);
        }
        visit(new Node(node.done() | (1 << i), after(node.aws(), op)), seen, open);
      }
      for (Aws overwritten : node.aws().overwritten()) {
        visit(new Node(node.done(), overwritten), seen, open);
      }
    }
    return new Answer(seen.size(), Optional.empty());
  }

  private static Answer broken(Set<Node> seen, Law law, Node node) {
    return new Answer(seen.size(), Optional.of(new Break(law, node.done())));
  }

  private static void visit(Node node, Set<Node> seen, ArrayDeque<Node> open) {
    if (seen.add(node)) {
      open.add(node);
    }
  }

  private static Aws after(Aws aws, Op op) {
    return switch (op) {
      case Op.SetTag(Optional<String> value, int _) -> aws.with(value);
      case Op.SetFeature(Feature feature, Setting setting, int _) ->
          aws.with(feature, setting.enabled() ? setting : Setting.OFF);
      case Op.SetAutoEnable(Feature feature, AutoEnableSetting setting, int _) ->
          aws.with(feature, setting);
    };
  }
}
