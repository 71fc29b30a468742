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
    MemberList() { } // NOLINT(modernize-use-equals-default): that would clear the places
    explicit MemberList(json::Value object) { open(object); }

    /// No members when it is no object. COST: one walk, of the root none that its own lookups do
    /// not need anyway; no allocation.
    void open(json::Value object);

    /// The first of that name; Missing when there is none. COST: constant for most names.
    [[nodiscard, gnu::always_inline]] json::Value operator[](json::MemberName name) const
    {
        return names().mayHave(name) ? find(name) : json::Value{}; // of a literal: one bit
    }
    [[nodiscard]] json::Value object() const { return m_object; }
    [[nodiscard]] std::size_t size() const { return names().count(); }
    /// The name of one that stands twice; empty when none does.
    [[nodiscard]] std::string_view repeated() const;

private:
    [[nodiscard]] json::Value find(const json::MemberName &name) const;

    [[nodiscard]] const json::NameBits &names() const { return m_root ? *m_root : m_own; }

    json::Value m_object;
    const json::NameBits *m_root = nullptr; // of the root, which the document keeps
    json::NameBits m_own; // of any other object
};

} // namespace sightglass
