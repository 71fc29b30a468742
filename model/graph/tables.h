// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"
#include "model/snapshot/texts.h"

namespace sightglass {

/// The growing tables of the Store, with what they say. THREAD: ingest.
struct Tables : ModelTables<GrowingTable>, Reading<Tables>
{
    TextPool texts;

    /// Adds a row for an event that stands at `place` and happened at `time`; its other columns are
    /// zeros. COST: constant, but for the first of a chunk that the narrow columns cannot hold.
    EventId addEvent(Timestamp time, std::uint64_t place);
    /// Links `b` into the ring of `a`.
    void joinRing(EventId a, EventId b);

    [[nodiscard]] ModelTables<FrozenTable> freeze();

    [[nodiscard]] EventColumns &edit(EventId event) { return events.edit(event.row()); }
    [[nodiscard]] EntityColumns &edit(EntityId entity) { return entities.edit(entity.row()); }
};

} // namespace sightglass
