package org.ostler.model;

/// How the attribute `type` of `<listen>` chooses the kind.
final class Listens {
    static final Shape<Listen> SHAPE =
            Shape.choice(
                    Variants.<Listen>by("type")
                            .when("address", Listen.ByAddress.class, Listen.ByAddress.SHAPE)
                            .when("network", Listen.ByNetwork.class, Listen.ByNetwork.SHAPE)
                            .when("socket", Listen.BySocket.class, Listen.BySocket.SHAPE)
                            .when("none", Listen.Nowhere.class, Listen.Nowhere.SHAPE));

    private Listens() {}
}
