package io.millrace.jdbc.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.calcite.avatica.remote.JsonService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WireTypeTest {
    private static final long SEED = Long.getLong("millrace.seed", 1);

    private static @Nullable Object throughJson(@Nullable Object value) throws JsonProcessingException {
        return JsonService.MAPPER.readValue(JsonService.MAPPER.writeValueAsString(value), Object.class);
    }

    private static List<Object> values(Random random) {
        long micros = random.nextLong() / 100_000;
        LocalDateTime timestamp = LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1_000, ZoneOffset.UTC);
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return List.of(
                random.nextBoolean(),
                (byte) random.nextInt(),
                (short) random.nextInt(),
                random.nextInt(),
                random.nextLong(),
                Float.intBitsToFloat(random.nextInt()),
                Double.longBitsToDouble(random.nextLong()),
                new BigDecimal(random.nextLong() + "." + random.nextInt(1_000_000)),
                "text " + (char) (random.nextInt(50_000) + 1) + "\"\\\n",
                bytes,
                LocalDate.ofEpochDay(random.nextInt()),
                LocalTime.ofNanoOfDay(random.nextInt(1_000_000_000) * 1_000L),
                timestamp,
                OffsetDateTime.of(timestamp, ZoneOffset.UTC),
                new UUID(random.nextLong(), random.nextLong()));
    }

    @Test
    void everyValueComesBackAsItWas() throws JsonProcessingException {
        Random random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
            for (Object value : values(random)) {
                WireType type = WireType.of(value);
                assertThat(type.decode(throughJson(type.encode(value))))
                        .as(type.name())
                        .isEqualTo(value);
                assertThat(WireValue.decode(throughJson(WireValue.encode(value))))
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void theNumbersThatJsonDoesNotKnowComeBack() throws JsonProcessingException {
        for (double value :
                new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 5e-324}) {
            assertThat(WireType.DOUBLE.decode(throughJson(WireType.DOUBLE.encode(value))))
                    .isEqualTo(value);
            assertThat(WireType.REAL.decode(throughJson(WireType.REAL.encode((float) value))))
                    .isEqualTo((float) value);
        }
    }

    @Test
    void nestedValuesComeBack() throws JsonProcessingException {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        map.put(1L, new ArrayList<>(Arrays.<@Nullable Object>asList(LocalDate.EPOCH, null)));
        map.put("x", Double.NaN);
        List<@Nullable Object> list = new ArrayList<>(Arrays.<@Nullable Object>asList(map, 2, "DATE", "5"));
        assertThat(WireValue.decode(throughJson(WireValue.encode(list)))).isEqualTo(list);
    }
}
