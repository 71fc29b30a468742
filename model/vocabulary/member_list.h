// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/json/document.h"

#include <cstddef>
#include <string_view>

namespace sightglass {

/// The members of an object, walked once: each is found by one look. LIFETIME: of the document.
class MemberList
{
public:
    MemberList() = default;
    /// No members when it is no object. COST: one walk, no allocation.
    explicit MemberList(json::Value object);

    /// The first of that name; Missing when there is none. COST: constant for most names.
    [[nodiscard, gnu::always_inline]] json::Value operator[](std::string_view name) const
    {
        return m_names.mayHave(name) ? find(name) : json::Value{}; // of a literal: one bit
    }
    [[nodiscard]] json::Value object() const { return m_object; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    /// The name of one that stands twice; empty when none does.
    [[nodiscard]] std::string_view repeated() const;

private:
    [[nodiscard]] json::Value find(std::string_view name) const;

    json::Value m_object;
    json::NameBits m_names;
    std::size_t m_size = 0;
};

} // namespace sightglass
