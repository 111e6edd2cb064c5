package io.eksguard.foreign;

import java.util.List;

/// Where another tool says that it owns something. All text in it is what others wrote.
public sealed interface Holder {
  /// The file that says so, as the user named it; empty where only the cluster itself does.
  String file();

  /// What the tool itself calls what it owns.
  String name();

  /// A resource of Terraform, in a saved plan.
  ///
  /// @param name its address, modules and keys included
  /// @param actions what the plan does to it, such as `no-op`, `update`, or `delete` and `create`
  record Planned(String file, String name, List<String> actions) implements Holder {
    public Planned {
      actions = List.copyOf(actions);
    }

    /// Whether the plan makes it, be it for the first time or anew.
    public boolean isMade() {
      return actions.contains("create");
    }

    /// Whether the plan takes it away, or lets go of it.
    boolean isLeft() {
      return !isMade() && (actions.contains("delete") || actions.contains("forget"));
    }
  }

  /// A resource of Terraform, in its state: what it saw last, not what it wants.
  ///
  /// @param name its address, modules and keys included
  record Remembered(String file, String name) implements Holder {}

  /// A stack of CloudFormation.
  ///
  /// @param name the stack's name
  record Stack(String file, String name) implements Holder {}
}
