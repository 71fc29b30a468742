// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace sightglass::layered {

/// Numbers by 64-bit keys, in one block of memory: made for one look at a graph, then thrown away.
class KeyIndex
{
public:
    static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

    explicit KeyIndex(std::size_t most)
    {
        std::size_t size = 8;
        while (size < 2 * most)
            size *= 2;
        m_slots.resize(size);
    }

    /// The number that the key has already, else `number`, which it has from now on.
    std::uint32_t add(std::uint64_t key, std::uint32_t number)
    {
        Slot &slot = m_slots[placeOf(key)];
        if (slot.number == kNone)
            slot = {key, number};
        return slot.number;
    }
    [[nodiscard]] std::uint32_t find(std::uint64_t key) const
    {
        return m_slots[placeOf(key)].number;
    }

private:
    struct Slot
    {
        std::uint64_t key = 0;
        std::uint32_t number = kNone;
    };

    [[nodiscard]] std::size_t placeOf(std::uint64_t key) const
    {
        std::uint64_t mixed = key * 0x9E3779B97F4A7C15;
        mixed ^= mixed >> 32;
        std::size_t place = mixed & (m_slots.size() - 1);
        while (m_slots[place].number != kNone && m_slots[place].key != key)
            place = (place + 1) & (m_slots.size() - 1);
        return place;
    }

    std::vector<Slot> m_slots;
};

} // namespace sightglass::layered
