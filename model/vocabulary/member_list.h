// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/json/document.h"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sightglass {

/// The members of an object, walked once: every later question is a scan of names that lie
/// together. LIFETIME: of the document.
class MemberList
{
public:
    MemberList() = default;
    /// No members when it is no object. COST: no allocation up to 16 members.
    explicit MemberList(json::Value object);

    /// The first of that name; Missing when there is none. COST: constant for most names that are
    /// not there.
    [[nodiscard]] json::Value operator[](std::string_view name) const
    {
        return (m_seen & bitOf(name)) == 0 ? json::Value{} : find(name);
    }
    /// In the order in which they were written.
    [[nodiscard]] std::span<const json::Member> all() const;
    /// The name of one that stands twice; empty when none does.
    [[nodiscard]] std::string_view repeated() const;

private:
    static constexpr std::size_t kNear = 16;
    /// One of 64, by what names differ in most.
    [[nodiscard]] static std::uint64_t bitOf(std::string_view name)
    {
        const std::size_t ends = name.empty()
            ? 0
            : static_cast<unsigned char>(name.front()) * std::size_t{7}
                + static_cast<unsigned char>(name.back());
        return std::uint64_t{1} << ((ends + name.size() * 13) % 64);
    }
    [[nodiscard]] json::Value find(std::string_view name) const;

    std::array<json::Member, kNear> m_near;
    std::size_t m_count = 0; // of m_near
    std::uint64_t m_seen = 0; // bits of all names
    std::vector<json::Member> m_many; // all of them, when there are more
};

} // namespace sightglass
