package io.eksguard.cli;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;

/// The script for bash and zsh: picocli's, with the words of the file in place of the marks.
final class BashCompletion {
  /// Where picocli declares the candidates of a [FromFile.Mark].
  private static final Pattern MARKED =
      Pattern.compile("\n *local (?<list>\\w+)=\\(\"@(?<words>[a-z]+)@\"\\)[^\n]*");

  /// Asks the program for words, with the files that stand on the line. Bash takes `=` for a word.
  private static final String WORDS =
      """
      # Prints the words of the desired-state file that begin as the current word does.
      function _eksguard_words() {
        local i word file
        local files=()
        for (( i = 1; i < COMP_CWORD; i++ )); do
          word=${COMP_WORDS[i]}
          file=
          case $word in
            -f|--file)
              file=${COMP_WORDS[i+1]}
              if [[ $file == "=" ]]; then file=${COMP_WORDS[i+2]}; fi
              ;;
            --file=*) file=${word#--file=} ;;
          esac
          if [[ -n $file ]]; then files+=(-f "${file/#\\~/$HOME}"); fi
        done
        "${COMP_WORDS[0]/#\\~/$HOME}" complete-words ${files[@]+"${files[@]}"} -- \\
          "$1" "${COMP_WORDS[COMP_CWORD]}" 2> /dev/null < /dev/null
      }

      """;

  private static final String ENTRY = "# Bash completion entry point function.\n";

  private BashCompletion() {}

  static String script(CommandLine root) {
    String script = AutoComplete.bash(root.getCommandName(), root);
    String marked =
        Arrays.stream(script.split("(?=\nfunction )", -1))
            .map(BashCompletion::asking)
            .collect(Collectors.joining());
    return marked.replace(ENTRY, WORDS + ENTRY);
  }

  /// The function, asking for words where it would take them from a list: only then, because to ask
  /// takes a third of a second.
  private static String asking(String function) {
    Matcher marked = MARKED.matcher(function);
    String asking = function;
    while (marked.find()) {
      asking =
          asking
              .replace(marked.group(), "")
              .replace(
                  "\"${" + marked.group("list") + "[@]}\"",
                  "$(_eksguard_words " + marked.group("words") + ")");
    }
    return asking;
  }
}
