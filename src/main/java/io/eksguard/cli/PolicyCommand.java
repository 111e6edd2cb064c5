package io.eksguard.cli;

import io.eksguard.config.Loaded;
import io.eksguard.diag.Code;
import io.eksguard.diag.Diagnostic;
import io.eksguard.model.Organization;
import io.eksguard.model.ProtectionText;
import io.eksguard.model.TagProtection;
import io.eksguard.render.PolicyView;
import io.eksguard.render.Report;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `eksguard policy`: the service control policy that protects the tag, offline.
@Command(
    name = "policy",
    mixinStandardHelpOptions = true,
    description = {
      "Print the service control policy that the file's `tagProtection` asks for, offline.",
      "For those who attach it by other means; `plan` and `apply` do it by themselves."
    })
final class PolicyCommand implements Callable<Integer> {
  private final Ports ports;

  @Spec private CommandSpec spec;
  @Mixin private DesiredFiles files;
  @Mixin private ColourOption colour;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {
        "How to show it: ${COMPLETION-CANDIDATES}. Json is the policy itself, without spaces, as",
        "AWS counts them. Default: text."
      })
  private Page.Format format = Page.Format.TEXT;

  PolicyCommand(Ports ports) {
    this.ports = ports;
  }

  @Override
  public Integer call() {
    var page = new Page(spec, ports, colour.use(ports));
    var result = files.read(ports);
    if (result.loaded().isEmpty()) {
      page.result(Report.failed(result.diagnostics()), format);
      return ExitCode.USAGE.number();
    }
    Loaded loaded = result.loaded().get();
    Optional<TagProtection> wanted =
        loaded.desired().organization().flatMap(Organization::tagProtection);
    if (wanted.isEmpty()) {
      page.result(Report.failed(List.of(none())), format);
      return ExitCode.USAGE.number();
    }
    page.diagnostics(result.diagnostics());
    String partition = loaded.desired().regions().first().partition();
    page.print(
        switch (format) {
          case JSON -> ProtectionText.of(wanted.get(), partition) + "\n";
          case TEXT -> PolicyView.render(wanted.get(), partition);
        });
    return ExitCode.OK.number();
  }

  private static Diagnostic none() {
    return Diagnostic.error(Code.WRONG_USAGE, "The file has no `organization.tagProtection`.")
        .hint("Add it: `tagProtection: {policy: ..., trusted: [...], attachTo: [...]}`.");
  }
}
