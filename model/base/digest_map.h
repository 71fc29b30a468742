// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/hash.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace sightglass {

/// A map from digests to small handles whose default value means "none": open addressing, no node
/// per entry. The keys are keyed hashes already, so nobody can make them collide on
/// purpose.
template<typename Handle> class DigestMap
{
public:
    /// The handle, or none.
    [[nodiscard]] Handle find(const Digest &key) const
    {
        if (m_slots.empty())
            return {};
        const Slot &slot = m_slots[place(m_slots, key)];
        return slot.handle;
    }

    /// The entry, made with no handle when it is new: the caller gives it one before the next call.
    [[nodiscard]] Handle &operator[](const Digest &key)
    {
        if ((m_size + 1) * 8 > m_slots.size() * 7)
            grow();
        Slot &slot = m_slots[place(m_slots, key)];
        if (slot.handle == Handle{}) {
            slot.key = key;
            ++m_size;
        }
        return slot.handle;
    }

    /// Forgets those whose handle isGone() says is. COST: linear.
    template<typename IsGone> void forget(IsGone &&isGone)
    {
        const std::vector<Slot> old = std::exchange(m_slots, std::vector<Slot>(m_slots.size()));
        m_size = 0;
        for (const Slot &slot : old) {
            if (slot.handle == Handle{} || isGone(slot.handle))
                continue;
            m_slots[place(m_slots, slot.key)] = slot;
            ++m_size;
        }
    }

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }

private:
    struct Slot
    {
        Digest key;
        Handle handle{};
    };

    static std::size_t place(const std::vector<Slot> &table, const Digest &key)
    {
        const std::size_t mask = table.size() - 1;
        std::size_t at = key.low & mask;
        while (table[at].handle != Handle{} && table[at].key != key)
            at = (at + 1) & mask;
        return at;
    }

    void grow()
    {
        std::vector<Slot> larger(m_slots.empty() ? 1024 : m_slots.size() * 2);
        for (const Slot &slot : m_slots) {
            if (slot.handle != Handle{})
                larger[place(larger, slot.key)] = slot;
        }
        m_slots = std::move(larger);
    }

    std::vector<Slot> m_slots; // a power of two
    std::size_t m_size = 0;
};

} // namespace sightglass
