package org.ostler.driver.qemu.rules;

import org.ostler.model.Place;

import java.util.List;

/// TPMs that a board does not have, or more of them than one.
final class TpmRules {
    private TpmRules() {}

    static void check(Guest guest) {
        int proxies = 0;
        int others = 0;
        for (Place tpm : guest.devices("tpm")) {
            String said = Said.attribute(tpm, "model");
            boolean spapr = guest.board() == Board.PSERIES;
            String model = said.isEmpty() ? (spapr ? "tpm-spapr" : "tpm-tis") : said;
            checkModel(tpm, model, guest);
            if (model.equals("spapr-tpm-proxy")) {
                proxies++;
            } else {
                others++;
            }
            Said.require(
                    proxies <= 1 && others <= 1,
                    tpm,
                    "there is another TPM of its kind",
                    "one TPM, and one proxy of a TPM on a pSeries guest");
        }
    }

    private static void checkModel(Place tpm, String model, Guest guest) {
        boolean there =
                switch (model) {
                    case "tpm-tis" -> guest.isPc() || guest.isArm();
                    case "tpm-crb" -> guest.isPc();
                    case "tpm-spapr", "spapr-tpm-proxy" -> guest.board() == Board.PSERIES;
                    default -> true;
                };
        Said.require(
                there || guest.board() == Board.OTHER,
                tpm,
                "there is no TPM of model '" + model + "' on " + guest.name(),
                "a model of this machine");
        Place backend = tpm.child("backend");
        String type = Said.attribute(tpm, "type", "backend");
        Said.require(
                !model.equals("spapr-tpm-proxy") || type.equals("passthrough"),
                backend,
                "the proxy of a TPM has a backend of type '" + type + "'",
                "type='passthrough'");
        boolean old = Said.attribute(tpm, "version", "backend").equals("1.2");
        Said.require(
                !old || (model.equals("tpm-tis") && !guest.isArm()),
                backend,
                "there is no TPM 1.2 of model '" + model + "' on " + guest.name(),
                "version='2.0'");
        Said.require(
                !old || backend.element().child("active_pcr_banks").isEmpty(),
                backend,
                "a TPM 1.2 has no banks to choose",
                "version='2.0'");
        if (type.equals("external")) {
            checkOutside(backend);
        }
    }

    private static void checkOutside(Place backend) {
        Place source = backend.child("source");
        if (!Said.attribute(backend, "type", "source").equals("unix")) {
            throw source.fail("an external TPM is reached by a UNIX socket", "type='unix'");
        }
        if (!List.of("", "connect").contains(Said.attribute(source, "mode"))) {
            throw source.fail("an external TPM is connected to", "mode='connect'");
        }
    }
}
