package org.ostler.engine.spi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What the capabilities document tells of a host beyond [HostFacts]; each part may be missing, and
/// is then left out of the document.
///
/// @param cpuVendor the processor's vendor in libvirt's words, e.g. `Intel`; empty where unknown
/// @param cpuTags the names of the elements in the processor's `features`, e.g. `pae` (not on QEMU)
/// @param cpuFeatures the names of the processor's features that its model does not imply
/// @param pageSizesKib the sizes of memory pages that the host has, in KiB
/// @param iommu whether devices can be handed to guests; empty where nobody looked
/// @param migrationTransports the schemes of addresses that a guest can be migrated to; empty where
///   guests are not migrated
/// @param cells the host's NUMA cells
/// @param security the security models, the first one first
public record HostDetail(
        String cpuVendor,
        List<String> cpuTags,
        List<String> cpuFeatures,
        List<Integer> pageSizesKib,
        Optional<Boolean> iommu,
        List<String> migrationTransports,
        List<Cell> cells,
        List<SecurityModel> security) {
    /// Nothing more is known.
    public static final HostDetail NONE =
            new HostDetail(
                    "",
                    List.of(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of());

    public HostDetail {
        Objects.requireNonNull(cpuVendor);
        cpuTags = List.copyOf(cpuTags);
        cpuFeatures = List.copyOf(cpuFeatures);
        pageSizesKib = List.copyOf(pageSizesKib);
        migrationTransports = List.copyOf(migrationTransports);
        cells = List.copyOf(cells);
        security = List.copyOf(security);
    }

    /// A NUMA cell.
    ///
    /// @param memoryKib its memory, in KiB
    /// @param pages how much of it is in pages of each size
    /// @param distances how far the cells are, itself included; empty where unknown
    public record Cell(
            int id, long memoryKib, List<Pages> pages, List<Distance> distances, List<Cpu> cpus) {
        public Cell {
            pages = List.copyOf(pages);
            distances = List.copyOf(distances);
            cpus = List.copyOf(cpus);
        }
    }

    /// A pool of pages.
    ///
    /// @param sizeKib the size of one page, in KiB
    /// @param count how many there are
    public record Pages(int sizeKib, long count) {}

    /// How far a cell is, in the firmware's measure: 10 is here.
    public record Distance(int cell, int value) {}

    /// A logical processor.
    ///
    /// @param siblings the processors of its core, as a list of ranges, e.g. `0-1`
    public record Cpu(int id, int socket, int die, int core, String siblings) {}

    /// A security model.
    ///
    /// @param doi its domain of interpretation, often `0`
    /// @param baseLabels the label of a guest of each type, in order
    public record SecurityModel(String model, String doi, List<BaseLabel> baseLabels) {
        public SecurityModel {
            baseLabels = List.copyOf(baseLabels);
        }
    }

    /// The label that guests of a type have.
    public record BaseLabel(String type, String label) {}
}
