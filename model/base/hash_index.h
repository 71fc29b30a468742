// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace sightglass {

/// Eight bytes: 36 bits of the hash and 28 of the value. For keys that the caller can look at.
struct VerifiedEntry
{
    static constexpr std::uint32_t kMaxValue = (1u << 28) - 2;
    std::uint64_t word = 0; // 0: none

    static VerifiedEntry of(std::uint64_t hash, std::uint32_t value)
    {
        return {(hash >> 28) << 28 | (value + 1)};
    }
    [[nodiscard]] VerifiedEntry with(std::uint32_t value) const
    {
        return {(word >> 28) << 28 | (value + 1)};
    }
    [[nodiscard]] bool isEmpty() const { return word == 0; }
    [[nodiscard]] std::uint64_t key() const { return word >> 28; }
    [[nodiscard]] std::uint32_t value() const
    {
        return static_cast<std::uint32_t>(word & 0xFFFFFFF) - 1;
    }
    static std::uint64_t keyOf(std::uint64_t hash) { return hash >> 28; }
    static std::size_t placeOf(std::uint64_t key, std::size_t capacity)
    {
        return static_cast<std::size_t>(key * capacity >> 36);
    }
};

/// Twelve bytes: the whole hash, for keys that are kept nowhere. Two of a million keys have one
/// hash once in forty million runs.
struct WholeEntry
{
    static constexpr std::uint32_t kMaxValue = 0xFFFFFFFE;
    std::uint32_t high = 0;
    std::uint32_t low = 0;
    std::uint32_t stored = 0; // value + 1; 0: none

    static WholeEntry of(std::uint64_t hash, std::uint32_t value)
    {
        return {static_cast<std::uint32_t>(hash >> 32), static_cast<std::uint32_t>(hash),
                value + 1};
    }
    [[nodiscard]] WholeEntry with(std::uint32_t value) const { return {high, low, value + 1}; }
    [[nodiscard]] bool isEmpty() const { return stored == 0; }
    [[nodiscard]] std::uint64_t key() const { return std::uint64_t{high} << 32 | low; }
    [[nodiscard]] std::uint32_t value() const { return stored - 1; }
    static std::uint64_t keyOf(std::uint64_t hash) { return hash; }
    static std::size_t placeOf(std::uint64_t key, std::size_t capacity)
    {
        return static_cast<std::size_t>((key >> 28) * capacity >> 36);
    }
};

/// An index from keyed hashes to small values. It holds no keys, and several entries may have one
/// hash: the caller says which is meant. Entries stand in the order of their hashes (linear probing
/// that keeps it), so a look-up ends at the first greater one, seven eighths may be full, and
/// growing by a quarter is one sequential copy.
template<typename Entry> class HashIndex
{
public:
    static constexpr std::uint32_t kMaxValue = Entry::kMaxValue;

    /// Calls accept(value) for each entry that may have the hash until one is accepted. Null: none.
    /// LIFETIME: until the next insert(). COST: one cache miss.
    template<typename Accept> [[nodiscard]] Entry *find(std::uint64_t hash, Accept &&accept)
    {
        if (m_slots.empty())
            return nullptr;
        const std::uint64_t key = Entry::keyOf(hash);
        for (Entry *slot = &m_slots[Entry::placeOf(key, m_capacity)];
             !slot->isEmpty() && slot->key() <= key; ++slot) {
            if (slot->key() == key && accept(slot->value()))
                return slot;
        }
        return nullptr;
    }

    /// Adds an entry, whatever has the hash already. REQUIRES: value <= kMaxValue
    void insert(std::uint64_t hash, std::uint32_t value)
    {
        if ((m_size + 1) * 8 > m_capacity * 7)
            grow(std::max<std::size_t>(1024, m_capacity + m_capacity / 4));
        const Entry entry = Entry::of(hash, value);
        std::size_t at = Entry::placeOf(entry.key(), m_capacity);
        while (!m_slots[at].isEmpty() && m_slots[at].key() <= entry.key())
            ++at;
        std::size_t end = at;
        while (!m_slots[end].isEmpty())
            ++end;
        if (end + 1 == m_slots.size()) // the last slot stays empty: it ends every look-up
            addSlack();
        std::move_backward(m_slots.begin() + static_cast<std::ptrdiff_t>(at),
                           m_slots.begin() + static_cast<std::ptrdiff_t>(end),
                           m_slots.begin() + static_cast<std::ptrdiff_t>(end + 1));
        m_slots[at] = entry;
        ++m_size;
    }

    /// keep(value) says what an entry's value is from now on; none: the entry goes. COST: linear in
    /// the capacity.
    template<typename Keep> void retain(Keep &&keep)
    {
        std::size_t free = 0;
        m_size = 0;
        for (Entry &slot : m_slots) {
            const Entry entry = std::exchange(slot, Entry{});
            if (entry.isEmpty())
                continue;
            const std::optional<std::uint32_t> value = keep(entry.value());
            if (!value)
                continue;
            // Never behind where it stood: those before it moved to the front, or stayed.
            free = std::max(free, Entry::placeOf(entry.key(), m_capacity));
            m_slots[free++] = entry.with(*value);
            ++m_size;
        }
    }

    /// Room for so many entries in all without growing on the way.
    void reserve(std::size_t entries)
    {
        if (const std::size_t capacity = entries * 8 / 7 + 8; capacity > m_capacity)
            grow(capacity);
    }

    void prefetch(std::uint64_t hash) const
    {
        if (!m_slots.empty())
            __builtin_prefetch(&m_slots[Entry::placeOf(Entry::keyOf(hash), m_capacity)]);
    }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] std::size_t bytes() const { return m_slots.capacity() * sizeof(Entry); }

private:
    static constexpr std::size_t kSlack = 64; // behind the capacity, for what moves beyond it

    void addSlack()
    {
        m_slots.reserve(m_slots.size() + kSlack); // lest it double
        m_slots.resize(m_slots.size() + kSlack);
    }

    void grow(std::size_t capacity)
    {
        const std::vector<Entry> old
            = std::exchange(m_slots, std::vector<Entry>(capacity + kSlack));
        m_capacity = capacity;
        std::size_t free = 0;
        for (const Entry &entry : old) {
            if (entry.isEmpty())
                continue;
            free = std::max(free, Entry::placeOf(entry.key(), capacity));
            if (free + 1 >= m_slots.size())
                addSlack();
            m_slots[free++] = entry;
        }
    }

    std::vector<Entry> m_slots;
    std::size_t m_capacity = 0;
    std::size_t m_size = 0;
};

} // namespace sightglass
