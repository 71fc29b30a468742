// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/loaded_files.h"
#include "model/graph/summary.h"
#include "model/rules/alert.h"

#include <string>

namespace sightglass {

/// Everything that `report` prints.
struct Report
{
    Snapshot snapshot;
    Summary summary;
    std::vector<Alert> alerts;
    std::vector<LoadedFiles::File> files;
    std::uint64_t anonymousBytes = 0;
};

/// What is known at `at` of everything that was read.
[[nodiscard]] Report makeReport(LoadedFiles &files, Timestamp at);

/// The object of design.md §6, on many lines.
[[nodiscard]] std::string reportJson(const Report &report);
/// The same for a person.
[[nodiscard]] std::string reportText(const Report &report);

/// RssAnon of this process in bytes; 0 where the kernel does not tell.
[[nodiscard]] std::uint64_t anonymousMemory();

} // namespace sightglass
