package io.eksguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One world and one file, on 2026-11-24, in every format that there is.
class FormatsTest {
  private static final Path GIVEN = Path.of("src/test/resources/formats");
  private static final List<String> NOT_MADE =
      List.of("world.yaml", "file.yaml", "junit.xsd", "codequality.schema.json");

  @TempDir private Path folder;
  private final Map<String, String> made = new TreeMap<>();

  private Cli.Ran run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--sandbox=" + folder.resolve("world.yaml"));
    all.add("-f");
    all.add(GIVEN.resolve("file.yaml").toString());
    return Cli.on(folder)
        .with(
            Map.of(
                "GITHUB_ACTIONS",
                "true",
                "GITHUB_WORKSPACE",
                GIVEN.toAbsolutePath().toString(),
                "GITHUB_OUTPUT",
                folder.resolve("output").toString()))
        .run(all.toArray(String[]::new));
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private void keep(String... names) throws IOException {
    for (String name : names) {
      made.put(name, scrubbed(Files.readString(folder.resolve(name))));
    }
  }

  /// A page changes with its style and its script.
  private static String scrubbed(String text) {
    return text.replace(GIVEN + "/", "")
        .replaceAll("[0-9]{8}T[0-9]{6}Z-[0-9a-f]{4}", "RUN")
        .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "REQUEST-ID")
        .replaceAll("sha256:[0-9a-f]{64}", "sha256:DIGEST")
        .replaceAll("(?s)<(style|script)>.*?</\\1>", "<$1></$1>")
        .replaceAll("sha256-[A-Za-z0-9+/=]+", "DIGEST");
  }

  private static String annotations(Cli.Ran ran) {
    return ran.err()
        .lines()
        .filter(line -> line.startsWith("::") || line.startsWith("Not annotated"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /// Steps that wait for nothing of each other end in any order.
  private static String inFixedOrder(String text) {
    List<String> ended = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      (line.matches("(done|failed|held|stale|skipped) +.*") ? ended : lines).add(line);
    }
    ended.sort(null);
    ended.forEach(lines::add);
    return String.join("\n", lines) + "\n";
  }

  @Test
  void hasAFileOfEachFormat() throws IOException {
    Files.copy(GIVEN.resolve("world.yaml"), folder.resolve("world.yaml"));

    var plan =
        run(
            "plan",
            "--out-text=" + at("plan.txt"),
            "--out-json=" + at("plan.json"),
            "--out-markdown=" + at("plan.md"),
            "--out-html=" + at("plan.html"),
            "--out-sarif=" + at("plan.sarif"),
            "--out-dotenv=" + at("plan.env"));
    var drift =
        run(
            "drift",
            "--out-text=" + at("drift.txt"),
            "--out-json=" + at("drift.json"),
            "--out-markdown=" + at("drift.md"),
            "--out-html=" + at("drift.html"),
            "--out-sarif=" + at("drift.sarif"),
            "--out-junit=" + at("drift.junit.xml"),
            "--out-codequality=" + at("drift.codequality.json"),
            "--out-dotenv=" + at("drift.env"));
    var coverage = run("coverage");
    var coverageJson = run("coverage", "--format", "json");
    var apply =
        run("apply", "--yes", "--out-json=" + at("apply.json"), "--out-markdown=" + at("apply.md"));

    keep("plan.txt", "plan.json", "plan.md", "plan.html", "plan.sarif", "plan.env");
    keep("drift.txt", "drift.json", "drift.md", "drift.html", "drift.sarif");
    keep("drift.junit.xml", "drift.codequality.json", "drift.env", "output");
    keep("apply.json", "apply.md");
    made.put("plan.annotations.txt", scrubbed(annotations(plan)));
    made.put("drift.annotations.txt", scrubbed(annotations(drift)));
    made.put("coverage.txt", scrubbed(coverage.out()));
    made.put("coverage.json", scrubbed(coverageJson.out()));
    made.put("apply.txt", scrubbed(inFixedOrder(apply.toString())));
    for (var one : made.entrySet()) {
      Golden.check("formats/" + one.getKey(), one.getValue());
    }
    assertThat(files()).isEqualTo(List.copyOf(made.keySet()));
    assertThat(CiSchemas.ofSarif(Files.readString(folder.resolve("plan.sarif")))).isEmpty();
    assertThat(CiSchemas.ofSarif(Files.readString(folder.resolve("drift.sarif")))).isEmpty();
    assertThat(CiSchemas.ofJunit(Files.readString(folder.resolve("drift.junit.xml")))).isEmpty();
    assertThat(CiSchemas.ofCodeQuality(Files.readString(folder.resolve("drift.codequality.json"))))
        .isEmpty();
    assertThat(drift.code()).isEqualTo(2);
  }

  private static List<String> files() throws IOException {
    try (var files = Files.list(GIVEN)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !NOT_MADE.contains(name))
          .sorted()
          .toList();
    }
  }
}
