// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"
#include "model/log/archive.h"
#include "model/search/pattern.h"

#include <functional>
#include <vector>

namespace sightglass {

/// The rows of [first, last) whose records hold the pattern, as received, in order; recordOf(row)
/// says where each stands. THREAD: any. COST: of a plain file that is mapped, one look at its
/// bytes; else each record is read. REQUIRES: the pattern asks for bytes, not for fields
[[nodiscard]] std::vector<EventId>
findRecords(const Archives &archives, const Pattern &pattern, std::uint32_t first,
            std::uint32_t last, const std::function<RecordRef(std::uint32_t row)> &recordOf);

/// The events of rows [first, last) that match, or whose payload, as received, does; in order of
/// rows. What the snapshot has dropped is not looked for. THREAD: any. COST: see FieldQuery and
/// findRecords().
[[nodiscard]] std::vector<EventId> findEvents(const Snapshot &snapshot, const Archives &archives,
                                              const Pattern &pattern, std::uint32_t first,
                                              std::uint32_t last);

} // namespace sightglass
