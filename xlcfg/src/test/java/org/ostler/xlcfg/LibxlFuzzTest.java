package org.ostler.xlcfg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ostler.model.DomainSpec;
import org.ostler.model.DomainXml;
import org.ostler.model.SpecException;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Documents that libxl would never print become a configuration and a domain, or are refused;
/// nothing else comes out. `-Dostler.fuzz.seconds=120` goes on for longer.
class LibxlFuzzTest {
    private static final long SECONDS = Long.getLong("ostler.fuzz.seconds", 1);
    private static final List<Json> STRANGE =
            List.of(
                    new Json.Null(),
                    Json.EMPTY,
                    new Json.Arr(List.of()),
                    new Json.Arr(List.of(Json.of(-1), Json.of("x"), Json.EMPTY)),
                    new Json.Bool(true),
                    Json.of(-1),
                    Json.of(Long.MAX_VALUE),
                    Json.of(Long.MIN_VALUE),
                    Json.of(1L << 33),
                    new Json.Int(BigInteger.TWO.pow(100)),
                    Json.of(""),
                    Json.of("\0"),
                    Json.of("\u0001"),
                    Json.of("\uD800"),
                    Json.of("\uFFFF"),
                    Json.of("a,b=c]'\"\\"),
                    Json.of(" "),
                    Json.of("99999999999999999999"));

    private final Random random = new Random(20261129);

    private Json strange(Json value) {
        if (random.nextInt(40) == 0) {
            return STRANGE.get(random.nextInt(STRANGE.size()));
        }
        return switch (value) {
            case Json.Obj object -> {
                var members = new LinkedHashMap<String, Json>();
                for (Map.Entry<String, Json> member : object.members().entrySet()) {
                    members.put(member.getKey(), strange(member.getValue()));
                }
                yield new Json.Obj(members);
            }
            case Json.Arr array -> {
                var items = new ArrayList<Json>();
                array.items().forEach(item -> items.add(strange(item)));
                yield new Json.Arr(items);
            }
            case Json.Str _, Json.Int _, Json.Bool _, Json.Null _ -> value;
        };
    }

    @Test
    void strangeDocumentBecomesADomainOrIsRefused() {
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        int accepted = 0;
        int all = 0;
        do {
            String type = List.of("hvm", "pv", "pvh").get(all % 3);
            String text = "name='x'\n" + new ConfigGenerator(all).text() + "type='" + type + "'\n";
            Json.Obj document =
                    LibxlJson.toJson(XlConfig.read(XlDocument.parse(text)).config()).value();
            if (strange(document) instanceof Json.Obj strange) {
                accepted += isAccepted(strange) ? 1 : 0;
            }
            all++;
        } while (System.nanoTime() < end);
        assertThat(accepted).as("accepted of %d", all).isPositive().isLessThan(all);
    }

    private static boolean isAccepted(Json.Obj document) {
        String text = JsonText.indented(document);
        try {
            XlConfig config = LibxlJson.fromJson(LibxlJson.parse(text)).value();
            XlConfig again = XlConfig.read(XlDocument.parse(config.document().text())).config();
            DomainSpec domain =
                    XlDomains.toDomain(config, XlDialect.XL, XlHostPaths.DEBIAN).value();
            String xml = DomainXml.format(domain);
            assertThat(DomainXml.format(DomainXml.parse(xml).spec())).as(text).isEqualTo(xml);
            assertThat(again.document().text()).as(text).isEqualTo(config.document().text());
            return true;
        } catch (SpecException refused) {
            return false;
        } catch (RuntimeException wrong) {
            throw new AssertionError(text, wrong);
        }
    }
}
