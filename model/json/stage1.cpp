// SPDX-License-Identifier: Apache-2.0
#include "model/json/stage1.h"

#include <simdjson.h>

#include <algorithm>
#include <new>

namespace sightglass::json {

Document::Stage1::Stage1() = default;
Document::Stage1::~Stage1() = default;

void Document::Stage1::reserve(std::size_t size)
{
    if (m_stage && size <= m_capacity)
        return;
    m_capacity = std::max<std::size_t>(size + size / 2, 4096);
    m_stage.reset();
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(m_capacity, 1,
                                                                                m_stage))
        throw std::bad_alloc{};
}

std::optional<Rejection> Document::Stage1::run(std::string_view text)
{
    if (text.empty())
        return Rejection{Reason::BadJson, "empty text", 0};
    reserve(text.size());
    const auto *bytes = reinterpret_cast<const std::uint8_t *>(text.data());
    const simdjson::error_code error
        = m_stage->stage1(bytes, text.size(), simdjson::stage1_mode::regular);
    if (!error) {
        std::uint32_t *end = m_stage->structural_indexes.get() + m_stage->n_structural_indexes;
        end[0] = end[1] = static_cast<std::uint32_t>(text.size());
        return std::nullopt;
    }
    if (!simdjson::validate_utf8(text.data(), text.size()))
        return Rejection{Reason::InvalidUtf8, "not UTF-8", 0};
    if (error == simdjson::UNCLOSED_STRING)
        return Rejection{Reason::BadJson, "a string is not closed", text.size()};
    if (error == simdjson::UNESCAPED_CHARS)
        return Rejection{Reason::BadJson, "a control character stands unescaped in a string", 0};
    return Rejection{Reason::BadJson, simdjson::error_message(error), 0};
}

const std::uint32_t *Document::Stage1::places() const
{
    return m_stage->structural_indexes.get();
}
std::uint32_t Document::Stage1::count() const
{
    return m_stage->n_structural_indexes;
}

} // namespace sightglass::json
