// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"
#include "model/graph/store.h"
#include "model/vocabulary/decoded.h"

#include <string>
#include <tuple>
#include <vector>

namespace sightglass::test {

/// One event as a test writes it down; the texts live here.
struct Told
{
    std::string id;
    Kind kind = Kind::None;
    std::string subject; // key; its id too
    Phase phase = Phase::None;
    Outcome outcome = Outcome::Unknown;
    int second = 0; // after 2026-01-01T00:00:00Z
    std::vector<std::string> causes = {}; // ids of events
    std::string parent = {}; // key of an entity
    std::string chain = {};
    std::string name = {};
    std::string detail = {};
    std::string type = "test.event";
    std::string source = "test";
    std::vector<std::tuple<IdentityKind, IdentityRole, std::string>> identities = {};
    std::uint32_t attempt = 0;
    int startedSecond = -1;
    std::string vocabulary = "cdevents";
    std::string alias = {};
};

[[nodiscard]] Timestamp second(int value);

/// Feeds told events to a store.
class ModelBuilder
{
public:
    ModelBuilder();

    ModelBuilder &tell(const Told &told, bool live = false);
    ModelBuilder &tell(const std::vector<Told> &events);
    [[nodiscard]] Frame seal() { return m_store.seal(); }
    [[nodiscard]] Snapshot snapshot() { return seal().snapshot; }
    [[nodiscard]] Store &store() { return m_store; }

private:
    Store m_store;
};

} // namespace sightglass::test
