// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/rejection.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace simdjson::internal {
class dom_parser_implementation;
}

namespace sightglass::json {

/// The one place that knows simdjson: UTF-8, control characters and ends of strings are checked,
/// and the places of all structurals found, at several gigabytes a second. One run serves all texts
/// that lie in a block, as long as blank space parts them: documents are parsed within it one by
/// one.
class Block
{
public:
    Block();
    ~Block();
    Block(Block &&) noexcept;
    Block &operator=(Block &&) noexcept;

    /// Refuses what no text in it may hold, not knowing which of several holds it.
    /// LIFETIME: views the text until the next call.
    [[nodiscard]] std::optional<Rejection> index(std::string_view text);

private:
    friend class Document;

    void reserve(std::size_t size);
    [[nodiscard]] Rejection refusalOf(int error) const;
    /// Places are counted from here.
    [[nodiscard]] const char *base() const { return m_text.data(); }
    /// Index of the first structural from a place on. COST: constant for the text behind the last.
    [[nodiscard]] std::uint32_t firstFrom(const char *place);
    void passed(std::uint32_t index) { m_at = index; }
    /// Of all structurals; three sentinels stand behind: the size of the block.
    [[nodiscard]] const std::uint32_t *places() const { return m_places; }
    [[nodiscard]] std::uint32_t count() const { return m_count; }

    std::unique_ptr<simdjson::internal::dom_parser_implementation> m_stage;
    std::size_t m_capacity = 0;
    std::string_view m_text;
    const std::uint32_t *m_places = nullptr;
    std::uint32_t m_count = 0;
    std::uint32_t m_at = 0; // where the last document ended
};

} // namespace sightglass::json
