package dev.bosai.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No document sends its reader nowhere. */
class LinksTest {
  private static final Pattern LINK =
      Pattern.compile("\\[[^\\]]*]\\(([^)\\s#]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$|`[^`\n]*`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
  private static final Checkout CHECKOUT = new Checkout();

  @Test
  void everyLinkBetweenDocumentsLeadsSomewhere() {
    List<String> broken = new ArrayList<>();
    for (Path document : CHECKOUT.files(".md")) {
      Matcher link = LINK.matcher(CODE.matcher(Checkout.text(document)).replaceAll(""));
      while (link.find()) {
        if (!link.group(1).matches("[a-z]+:.*") && !leads(document, link)) {
          broken.add(CHECKOUT.name(document) + ": " + link.group());
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leads(Path document, Matcher link) {
    Path target =
        link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1)).normalize();
    String anchor = link.group(2);
    return Files.exists(target)
        && (anchor == null
            || HEADING
                .matcher(Checkout.text(target))
                .results()
                .anyMatch(heading -> slug(heading.group(1)).equals(anchor)));
  }

  /** Names a heading as GitHub does. */
  private static String slug(String heading) {
    return heading
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}
