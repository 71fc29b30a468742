// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"

#include <array>
#include <map>
#include <string>

namespace sightglass {

/// The numbers of `report` (design.md §6), as known at one instant.
struct Summary
{
    struct
    {
        std::uint64_t read = 0, accepted = 0, rejected = 0, duplicates = 0, conflicts = 0;
        std::uint64_t dropped = 0; // of `accepted`: no more here, and in none of the counts below
    } events;
    std::map<std::string, std::uint64_t, std::less<>> vocabularies;
    std::map<std::string, std::uint64_t, std::less<>> types;
    std::uint64_t activities = 0;
    std::uint64_t subjects = 0;
    std::array<std::uint64_t, kKindWords.size()> kinds{}; // activities and subjects
    std::array<std::uint64_t, kPhaseWords.size()> phases{};
    std::array<std::uint64_t, kOutcomeWords.size()> outcomes{};
    struct
    {
        std::uint64_t declared = 0, resolved = 0, dangling = 0, inferred = 0;
    } links;
    std::uint64_t flows = 0;
    std::map<std::string, std::uint64_t, std::less<>> problems;
    Timestamp first = kNoTime;
    Timestamp last = kNoTime;
};

/// COST: linear in everything that is loaded.
[[nodiscard]] Summary summarise(const Snapshot &snapshot, Timestamp at = kEndOfTime);

} // namespace sightglass
