package io.millrace.jdbc.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTargetTest {
    private static ConnectionTarget parse(String url) {
        return ConnectionTarget.parse(url, new Properties());
    }

    @Test
    void knowsEveryForm() {
        assertThat(parse("jdbc:millrace:").url()).isEqualTo(new DatabaseUrl.PrivateMemory());
        assertThat(parse("jdbc:millrace:mem:a b").url()).isEqualTo(new DatabaseUrl.SharedMemory("a b"));
        assertThat(parse("jdbc:millrace:/data/shop").url()).isEqualTo(new DatabaseUrl.Directory(Path.of("/data/shop")));
        assertThat(parse("jdbc:millrace:file:shop").url()).isEqualTo(new DatabaseUrl.Directory(Path.of("shop")));
        assertThat(parse("jdbc:millrace:./shop").url()).isEqualTo(new DatabaseUrl.Directory(Path.of("./shop")));
        assertThat(parse("jdbc:millrace://host:1234/").url()).isEqualTo(new DatabaseUrl.Remote("host", 1234));
        assertThat(parse("jdbc:millrace://host").url()).isEqualTo(new DatabaseUrl.Remote("host", 8765));
        assertThat(parse("jdbc:millrace://[::1]:99").url()).isEqualTo(new DatabaseUrl.Remote("[::1]", 99));
        assertThat(parse("jdbc:millrace://[::1]/").url()).isEqualTo(new DatabaseUrl.Remote("[::1]", 8765));
    }

    @Test
    void takesPropertiesFromTheUrlAndLetsTheGivenOnesWin() {
        Properties given = new Properties();
        given.setProperty("ssl", "false");
        Properties properties = ConnectionTarget.parse("jdbc:millrace://h/my%20schema?ssl=true&on_error=a%26b&", given)
                .properties();
        assertThat(properties)
                .containsEntry("schema", "my schema")
                .containsEntry("ssl", "false")
                .containsEntry("on_error", "a&b")
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:x",
                "jdbc:millrace:shop",
                "jdbc:millrace:mem:",
                "jdbc:millrace:file:",
                "jdbc:millrace://",
                "jdbc:millrace://:99/",
                "jdbc:millrace://h:0/",
                "jdbc:millrace://h:x/",
                "jdbc:millrace:?novalue"
            })
    void saysWhatIsWrongWithAUrl(String url) {
        assertThatThrownBy(() -> parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(url);
    }

    @Test
    void refusesANumberThatIsNone() {
        Properties properties = new Properties();
        properties.setProperty("heartbeatMillis", "often");
        assertThatThrownBy(() -> ConnectionOption.HEARTBEAT_MILLIS.millisIn(properties))
                .hasMessageContaining("heartbeatMillis")
                .hasMessageContaining("often");
    }
}
