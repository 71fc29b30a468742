// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"
#include "model/log/archive.h"
#include "model/search/pattern.h"

#include <vector>

namespace sightglass {

/// The events of rows [first, last) that match, or whose payload, as received, does; in order of
/// rows. THREAD: any. COST: see FieldQuery; of a plain file that is mapped, one look at its bytes;
/// else each record is read.
[[nodiscard]] std::vector<EventId> findEvents(const Snapshot &snapshot, const Archives &archives,
                                              const Pattern &pattern, std::uint32_t first,
                                              std::uint32_t last);

} // namespace sightglass
