package org.ostler.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

final class ShapeTest {
    private record Wheel(OptionalInt size, Kept kept) {
        private static final Fields<Wheel> F = Fields.of("wheel");
        private static final Field<Wheel, OptionalInt> SIZE =
                F.optionalInt("size", Codec.number(1, 99), Wheel::size);
        static final Shape<Wheel> SHAPE =
                F.shape(v -> new Wheel(v.get(SIZE), v.kept()), Wheel::kept);
    }

    private sealed interface Engine {
        record Steam(int pressure) implements Engine {
            private static final Fields<Steam> F = Fields.of("cart");
            private static final Field<Steam, Integer> PRESSURE =
                    F.in("boiler").required("pressure", Codec.number(0, 50), Steam::pressure);
            static final Shape<Steam> SHAPE = F.shape(v -> new Steam(v.get(PRESSURE)));
        }

        record Horse(Optional<String> name) implements Engine {
            private static final Fields<Horse> F = Fields.of("cart");
            private static final Field<Horse, Optional<String>> NAME =
                    F.optionalText("horse", Codec.TEXT, Horse::name);
            static final Shape<Horse> SHAPE = F.shape(v -> new Horse(v.get(NAME)));
        }
    }

    private record Cart(
            String name,
            Engine engine,
            List<Wheel> wheels,
            boolean roofed,
            List<String> cargo,
            Kept kept) {
        private static final Fields<Cart> F = Fields.of("cart");
        private static final Field<Cart, String> NAME = F.required("name", Codec.WORD, Cart::name);
        private static final Field<Cart, List<Wheel>> WHEELS =
                F.many("wheel", Wheel.SHAPE, Cart::wheels);
        private static final Field<Cart, Engine> ENGINE =
                F.variant(
                        Variants.<Engine>by("engine")
                                .when("steam", Engine.Steam.class, Engine.Steam.SHAPE)
                                .when("horse", Engine.Horse.class, Engine.Horse.SHAPE),
                        Cart::engine);
        private static final Field<Cart, Boolean> ROOFED = F.flag("roof", Cart::roofed);
        private static final Field<Cart, List<String>> CARGO =
                F.words("cargo", "what", Codec.WORD, Cart::cargo);
        static final Shape<Cart> SHAPE =
                F.untyped("paint")
                        .shape(
                                v ->
                                        new Cart(
                                                v.get(NAME),
                                                v.get(ENGINE),
                                                v.get(WHEELS),
                                                v.get(ROOFED),
                                                v.get(CARGO),
                                                v.kept()),
                                Cart::kept);

        private Cart {
            wheels = List.copyOf(wheels);
            cargo = List.copyOf(cargo);
        }
    }

    private static Parsed<Cart> parse(String text) {
        return Cart.SHAPE.parse(XmlReader.standard().read(text));
    }

    private static String write(Cart cart) {
        var out = new XmlWriter(100);
        Cart.SHAPE.write("cart", cart, out);
        return out.toString();
    }

    @Test
    void unknownPartsStayBehindTheSiblingThatTheyFollowed() {
        Parsed<Cart> parsed =
                parse(
                        """
                        <cart name='n' engine='steam' smell='yes'>
                          <!-- first -->
                          <bell/>
                          <wheel size='1'/>
                          <x:flag xmlns:x='urn:x'><pole/></x:flag>
                          <wheel size='2'><spoke/></wheel>
                          <!-- after the second wheel -->
                          <boiler pressure='7' colour='red'><rivet/></boiler>
                          stray
                          <roof colour='green'/>
                          <cargo what='hay' weight='9'/>
                          <cargo what='oats'/>
                          <paint>blue</paint>
                          <last/>
                        </cart>
                        """);
        String canonical =
                """
                <cart engine='steam' name='n' smell='yes'>
                  <!-- first -->
                  <bell/>
                  <wheel size='1'/>
                  <x:flag xmlns:x='urn:x'>
                    <pole/>
                  </x:flag>
                  <wheel size='2'>
                    <spoke/>
                  </wheel>
                  <!-- after the second wheel -->
                  <boiler pressure='7' colour='red'>
                    <rivet/>
                  </boiler>
                  stray
                  <roof colour='green'/>
                  <cargo what='hay' weight='9'/>
                  <cargo what='oats'/>
                  <paint>blue</paint>
                  <last/>
                </cart>
                """;
        assertThat(write(parsed.spec())).isEqualTo(canonical);
        assertThat(parse(write(parsed.spec())).spec()).isEqualTo(parsed.spec());
        assertThat(parsed.remarks())
                .extracting(Remark::path)
                .contains(
                        "/cart/@smell",
                        "/cart/bell",
                        "/cart/x:flag",
                        "/cart/wheel[2]/spoke",
                        "/cart/boiler/@colour",
                        "/cart/paint",
                        "/cart/last");
    }

    @Test
    void partsComeInTheOrderOfDeclarationWhateverTheOrderOfTheText() {
        Cart cart =
                parse(
                                "<cart name='n' engine='horse'><roof/><horse>Fury</horse><!-- f"
                                        + " --><wheel/><b/></cart>")
                        .spec();
        assertThat(write(cart))
                .isEqualTo(
                        """
                        <cart engine='horse' name='n'>
                          <wheel/>
                          <b/>
                          <horse>Fury</horse>
                          <!-- f -->
                          <roof/>
                        </cart>
                        """);
        assertThat(parse(write(cart)).spec()).isEqualTo(cart);
    }

    @Test
    void aKeptNodeOutlivesTheSiblingThatItFollowed() {
        Cart cart =
                parse("<cart name='n' engine='horse'><wheel/><wheel/><b/><roof/></cart>").spec();
        Cart shorn = Cart.SHAPE.with(cart, Cart.WHEELS, List.of());
        assertThat(write(shorn)).containsSubsequence("<b/>", "<roof/>");
    }

    @Test
    void whatIsGivenTwiceIsKeptAndRemarked() {
        Parsed<Cart> parsed = parse("<cart name='n' engine='horse'><roof/><roof/></cart>");
        assertThat(parsed.remarks())
                .containsExactly(new Remark(Remark.Kind.REPEATED, "/cart/roof[2]", 1));
        assertThat(write(parsed.spec())).containsSubsequence("<roof/>", "<roof/>");
    }

    @Test
    void whatIsGivenTwiceNeverComesToCountByBeingWritten() {
        Cart cart =
                parse(
                                "<cart name='n' engine='horse'><roof a='1'/><wheel/><roof"
                                        + " b='2'/></cart>")
                        .spec();
        assertThat(parse(write(cart)).spec()).isEqualTo(cart);
        assertThat(write(cart)).containsSubsequence("<wheel", "a=", "b=");
    }

    @Test
    void missingAndInvalidValuesAreRefusedAtTheirPlace() {
        assertThat(refusal("<cart engine='horse'/>"))
                .hasMessage("attribute 'name' is missing at /cart (line 1, column 1)");
        assertThat(refusal("<cart name='n' engine='wind'/>"))
                .hasMessage(
                        "attribute 'engine' has the invalid value 'wind' at /cart (line 1, column"
                                + " 1); expected one of 'steam', 'horse'");
        assertThat(refusal("<cart name='n' engine='steam'/>"))
                .hasMessageContaining("attribute 'pressure' of element 'boiler' is missing");
        assertThat(refusal("<cart name='n' engine='horse'>\n<wheel/>\n <wheel size='100'/></cart>"))
                .hasMessage(
                        "attribute 'size' has the invalid value '100' at /cart/wheel[2] (line 3,"
                                + " column 2); expected a number from 1 to 99");
    }

    private static SpecException refusal(String text) {
        return catchThrowableOfType(SpecException.class, () -> parse(text));
    }
}
