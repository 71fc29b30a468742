// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/json/document.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sightglass {

/// The members of an object, walked once: each is found by one look. LIFETIME: of the document.
class MemberList
{
public:
    MemberList() { } // NOLINT(modernize-use-equals-default): that would clear the table
    /// No members when it is no object. COST: one walk, no allocation.
    explicit MemberList(json::Value object);

    /// The first of that name; Missing when there is none. COST: constant for most names.
    [[nodiscard]] json::Value operator[](std::string_view name) const
    {
        const std::uint32_t bit = bitOf(name);
        if (!(m_seen >> bit & 1))
            return {};
        if (m_shared >> bit & 1)
            return m_object[name];
        const json::Member member = m_object.memberAt(m_places[bit]);
        return member.name == name ? member.value : json::Value{};
    }
    [[nodiscard]] json::Value object() const { return m_object; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    /// The name of one that stands twice; empty when none does.
    [[nodiscard]] std::string_view repeated() const;

private:
    /// One of 64, by what names differ in most.
    [[nodiscard]] static std::uint32_t bitOf(std::string_view name)
    {
        const std::size_t ends = name.empty()
            ? 0
            : static_cast<unsigned char>(name.front()) * std::size_t{7}
                + static_cast<unsigned char>(name.back());
        return static_cast<std::uint32_t>((ends + name.size() * 13) % 64);
    }

    json::Value m_object;
    std::uint64_t m_seen = 0; // bits of all names
    std::uint64_t m_shared = 0; // those of two or more
    std::size_t m_size = 0;
    std::array<std::uint32_t, 64> m_places; // by bit, of those that are seen
};

} // namespace sightglass
