package dev.bosai.activities.postgres.rejoin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConninfoTest {

  @Test
  void isAimedAtAnotherServerAndKeepsTheRest() {
    Conninfo former =
        Conninfo.parse("user=repl hostaddr=10.0.0.1 host = 'old host' password='it\\'s' port=1");
    assertThat(former.get("password")).isEqualTo("it's");
    assertThat(former.at("new", 5433).with("password", "").toString())
        .isEqualTo("user='repl' host='new' port='5433'");
  }

  @Test
  void readsWhatItWrites() {
    Conninfo odd = Conninfo.parse("passfile='/a b/c\\\\d' application_name=''");
    assertThat(Conninfo.parse(odd.toString())).isEqualTo(odd);
  }
}
