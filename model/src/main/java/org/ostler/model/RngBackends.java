package org.ostler.model;

/// How the attribute `model` of `<backend>` chooses the source of random numbers.
final class RngBackends {
    static final Shape<RngBackend> SHAPE =
            Shape.choice(
                    Variants.<RngBackend>by("model")
                            .when("random", RngBackend.Random.class, RngBackend.Random.SHAPE)
                            .when("egd", RngBackend.Egd.class, RngBackend.Egd.SHAPE)
                            .when("builtin", RngBackend.Builtin.class, RngBackend.Builtin.SHAPE));

    private RngBackends() {}
}
