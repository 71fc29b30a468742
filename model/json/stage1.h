// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/json/document.h"

namespace simdjson::internal {
class dom_parser_implementation;
}

namespace sightglass::json {

/// The one place that knows simdjson: UTF-8, control characters and ends of strings are checked,
/// and the places of all structurals found, at several gigabytes a second.
class Document::Stage1
{
public:
    Stage1();
    ~Stage1();

    [[nodiscard]] std::optional<Rejection> run(std::string_view text);
    /// Of the last run(), with two sentinels behind: the size of the text.
    [[nodiscard]] const std::uint32_t *places() const;
    [[nodiscard]] std::uint32_t count() const;

private:
    void reserve(std::size_t size);

    std::unique_ptr<simdjson::internal::dom_parser_implementation> m_stage;
    std::size_t m_capacity = 0;
};

} // namespace sightglass::json
